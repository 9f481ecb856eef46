import type { Db, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock, UnixMs } from "../domain/time.ts";
import type { Settlement } from "../gateways/lightning/port.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { advanceCursor } from "./advance-cursor.ts";
import { receive } from "./receive.ts";
import type { Received } from "./receive.ts";

export type Observing = { db: Db; clock: Clock; random: Random; rateOf: RateLookup };

/** Besides what can become of money: `known` was seen before, `foreign` is for an invoice that this hub did not make. */
export type Observed = Received["use"] | "known" | "foreign";

/**
 * Records money that arrived over Lightning, whoever noticed it first: the stream, a sweep or a page.
 * One transaction moves charge and order, takes the stock, posts the books and appends the event;
 * `cursor` moves the stream's position in the same transaction, so that a crash neither repeats nor
 * skips a settlement.
 */
export async function observeSettlement(
  deps: Observing,
  settlement: Settlement,
  cursor?: { name: string },
): Promise<Observed> {
  return transact(deps.db, async (tx) => {
    if (cursor !== undefined) await advanceCursor(tx, cursor.name, settlement.settleIndex);
    const chargeId = await findCharge(tx, settlement.paymentHash);
    if (chargeId === undefined) return "foreign";
    const now = deps.clock();
    if (!(await markSettled(tx, settlement, now))) return "known";
    const { paymentHash: reference, receivedMsat: amountMsat, settledAtMs } = settlement;
    return (await receive(tx, deps, chargeId, { rail: "lightning", reference, amountMsat, settledAtMs }, now)).use;
  });
}

async function findCharge(tx: Tx, paymentHash: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("lightning_invoice")
    .select("charge_id")
    .where("payment_hash", "=", paymentHash)
    .executeTakeFirst();
  return row?.charge_id;
}

async function markSettled(tx: Tx, settlement: Settlement, now: UnixMs): Promise<boolean> {
  const result = await tx
    .updateTable("lightning_invoice")
    .set({ state: "settled", updated_at_ms: now })
    .where("payment_hash", "=", settlement.paymentHash)
    .where("state", "!=", "settled")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
