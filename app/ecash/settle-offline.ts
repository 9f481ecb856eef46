import { z } from "zod";
import type { OfflineTokenTable } from "../db/schema.ts";
import { isRefused } from "../domain/refusal.ts";
import { HOUR_MS, MINUTE_MS } from "../domain/time.ts";
import type { Ecash } from "./ecash.ts";
import { readProof } from "./journal/op-body.ts";
import { reasonOf } from "./journal/reason-of.ts";
import { receiveToken } from "./receive-token.ts";

const Proofs = z.array(z.string());
const AT_ONCE = 50;

/** What no later try can change: the coins are nobody's any more, or never were coins. */
const FINAL: ReadonlySet<string> = new Set([
  "token-spent",
  "token-forged",
  "token-locked",
  "token-unreadable",
  "coin-spent",
  "coin-invalid",
  "keyset-expired",
]);

/** Asks the mints of coins that were held without a line: what they stand by is received like any token. */
export async function settleOffline(deps: Ecash): Promise<void> {
  const due = await deps.db
    .selectFrom("offline_token")
    .selectAll()
    .where("state", "=", "held")
    .where("next_try_ms", "<=", deps.clock())
    .orderBy("next_try_ms")
    .limit(AT_ONCE)
    .execute();
  for (const token of due) await settle(deps, token);
}

/**
 * The coins are written as an operation before their mint is asked, for the same charge; whoever is killed in between
 * brings them again here, and hears what became of them. Nobody but the shop can spend them, so they are held until they
 * have become the hub's, however often their mint finds no way to pay with them.
 */
async function settle(deps: Ecash, { id, charge_id, mint_url, sealed, tries }: OfflineTokenTable): Promise<void> {
  const proofs = Proofs.parse(JSON.parse(deps.seal.open(sealed, id))).map(readProof);
  const token = { mint: mint_url, unit: "sat", proofs };
  const received = await receiveToken(deps, { chargeId: charge_id, token });
  if (isRefused(received)) return later(deps, { id, tries }, received.reason);
  const { state, opId } = received;
  if (state === "held") return later(deps, { id, tries }, "mint-away");
  if (state === "refused") return later(deps, { id, tries }, await reasonOf(deps.db, opId));
  // The mint is at it, so it is not long until it is known.
  if (state === "waiting") return later(deps, { id, tries: 0n }, "on-its-way");
  return end(deps, id, { state: "settled", reason: "" });
}

async function later(deps: Ecash, { id, tries }: { id: string; tries: bigint }, reason: string): Promise<void> {
  if (FINAL.has(reason)) return end(deps, id, { state: "refused", reason });
  const now = deps.clock();
  const waitMs = MINUTE_MS * 2n ** (tries < 6n ? tries : 6n);
  await deps.db
    .updateTable("offline_token")
    .set({ reason, tries: tries + 1n, next_try_ms: now + (waitMs < HOUR_MS ? waitMs : HOUR_MS), updated_at_ms: now })
    .where("id", "=", id)
    .where("state", "=", "held")
    .execute();
}

async function end(
  { db, clock }: Ecash,
  id: string,
  ended: Pick<OfflineTokenTable, "state" | "reason">,
): Promise<void> {
  await db
    .updateTable("offline_token")
    .set({ ...ended, updated_at_ms: clock() })
    .where("id", "=", id)
    .where("state", "=", "held")
    .execute();
}
