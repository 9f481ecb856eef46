import { LEAST_ON_CHAIN_MSAT } from "../domain/confirmations.ts";
import { isRefused } from "../domain/refusal.ts";
import { openAddress } from "./open-address.ts";
import type { Addressing } from "./open-address.ts";
import { IN_FLIGHT_MS } from "./request-invoice.ts";

const BATCH = 50;

/**
 * Gets the address for open charges that were left without one, because the hub was killed while it asked. Answers how
 * many have theirs now; stops at a node that does not answer.
 */
export async function finishAddresses(deps: Addressing): Promise<number> {
  let finished = 0;
  for (const chargeId of await chargesWithoutAddress(deps)) {
    const addressed = await openAddress(deps, chargeId);
    if (!isRefused(addressed)) finished += 1;
    else if (addressed.reason === "node-unavailable") break;
  }
  return finished;
}

async function chargesWithoutAddress({ db, clock }: Addressing): Promise<string[]> {
  const now = clock();
  const rows = await db
    .selectFrom("charge")
    .leftJoin("chain_address", "chain_address.charge_id", "charge.id")
    .where("charge.state", "=", "open")
    .where("expires_at_ms", ">", now)
    .where("charge.created_at_ms", "<=", now - IN_FLIGHT_MS)
    .where("amount_msat", ">=", LEAST_ON_CHAIN_MSAT)
    .where("address", "is", null)
    .select("charge.id")
    .orderBy("expires_at_ms")
    .limit(BATCH)
    .execute();
  return rows.map((row) => row.id);
}
