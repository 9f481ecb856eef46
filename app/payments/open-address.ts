import { appendEvent } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { enqueue } from "../db/enqueue.ts";
import { transact } from "../db/transact.ts";
import { LEAST_ON_CHAIN_MSAT } from "../domain/confirmations.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { DAY_MS, SECOND_MS } from "../domain/time.ts";
import type { Clock } from "../domain/time.ts";
import type { ChainWallet } from "../gateways/chain/port.ts";
import { chainHeight } from "./chain-height.ts";

export type Addressing = { db: Db; chain: ChainWallet; clock: Clock; random: Random };

export type Addressed = { kind: "addressed"; address: string };

/** The job that asks again when the node did not answer the buyer's own request. */
export const OPEN_ADDRESS_JOB = "charge.open-address";

const RETRY_AFTER_MS = 5n * SECOND_MS;

/** Buyers' wallets hold payments back, and fees rise: what comes this late is still looked for. */
const WATCHED_AFTER_EXPIRY_MS = 30n * DAY_MS;

/**
 * Gets an address of its own for a charge, once. A lost answer costs nothing but an address that nobody was told, so
 * the node is simply asked again; whoever comes second takes the address that is there.
 */
export async function openAddress(
  deps: Addressing,
  chargeId: string,
): Promise<Addressed | Refused<"node-unavailable" | "wrong-state" | "amount-out-of-range">> {
  const charge = await findCharge(deps.db, chargeId);
  if (charge.address !== null) return { kind: "addressed", address: charge.address };
  if (charge.amount_msat < LEAST_ON_CHAIN_MSAT) return refuse("amount-out-of-range");
  if (charge.state !== "open") return refuse("wrong-state");
  try {
    return { kind: "addressed", address: await keep(deps, charge, await deps.chain.newAddress()) };
  } catch (error) {
    if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
    await askLater(deps, chargeId);
    return refuse("node-unavailable");
  }
}

type Charge = Awaited<ReturnType<typeof findCharge>>;

async function findCharge(db: Db, chargeId: string) {
  return db
    .selectFrom("charge")
    .leftJoin("chain_address", "chain_address.charge_id", "charge.id")
    .where("charge.id", "=", chargeId)
    .select(["charge.id", "order_id", "state", "amount_msat", "expires_at_ms", "address"])
    .executeTakeFirstOrThrow();
}

/** On disk before anybody is told: money sent to an address that the hub has forgotten would be nobody's. */
async function keep({ db, clock, random }: Addressing, charge: Charge, address: string): Promise<string> {
  return transact(db, async (tx) => {
    const now = clock();
    const kept = await tx
      .insertInto("chain_address")
      .values({
        address,
        charge_id: charge.id,
        from_height: (await chainHeight(tx)) ?? 0n,
        watch_until_ms: charge.expires_at_ms + WATCHED_AFTER_EXPIRY_MS,
        created_at_ms: now,
      })
      .onConflict((conflict) => conflict.column("charge_id").doNothing())
      .executeTakeFirst();
    if (kept.numInsertedOrUpdatedRows !== 1n) return otherOf(tx, charge.id);
    const event = { stream: charge.order_id, type: "charge.addressed", atMs: now, body: { address } };
    await appendEvent(tx, { id: newId("evt", now, random), ...event });
    return address;
  });
}

async function otherOf(tx: Parameters<typeof chainHeight>[0], chargeId: string): Promise<string> {
  const row = await tx
    .selectFrom("chain_address")
    .select("address")
    .where("charge_id", "=", chargeId)
    .executeTakeFirstOrThrow();
  return row.address;
}

async function askLater({ db, clock, random }: Addressing, chargeId: string): Promise<void> {
  await transact(db, async (tx) => {
    const now = clock();
    await enqueue(tx, {
      id: newId("job", now, random),
      kind: OPEN_ADDRESS_JOB,
      payload: { chargeId },
      runAtMs: now + RETRY_AFTER_MS,
      nowMs: now,
      dedupeKey: `${OPEN_ADDRESS_JOB}:${chargeId}`,
    });
  });
}
