import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

export type PaymentSummary = {
  id: string;
  orderId: string;
  rail: "lightning";
  amountMsat: Msat;
  refundableMsat: Msat;
  reason: string;
  settledAtMs: bigint;
};

/** Newest first; `before` is the id of the last payment already shown. */
export async function listPayments(
  reader: Reader,
  { before, limit }: { before?: string; limit: number },
): Promise<{ payments: PaymentSummary[]; nextBefore: string | undefined }> {
  let query = reader
    .selectFrom("payment")
    .selectAll()
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (before !== undefined) query = query.where("id", "<", before);
  const rows = await query.execute();
  const payments = rows.slice(0, limit).map((row) => ({
    id: row.id,
    orderId: row.order_id,
    rail: row.rail,
    amountMsat: msat(row.amount_msat),
    refundableMsat: msat(row.refundable_msat),
    reason: row.reason,
    settledAtMs: row.settled_at_ms,
  }));
  return { payments, nextBefore: rows.length > limit ? payments.at(-1)?.id : undefined };
}
