import type { Reader } from "../../db/database.ts";
import type { VoucherState } from "../../db/schema.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { unixMs } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";

export type VoucherSummary = {
  id: string;
  amountMsat: Msat;
  note: string;
  state: VoucherState;
  /** The order that it pays or has paid. */
  orderId: string | undefined;
  expiresAtMs: UnixMs;
  createdAtMs: UnixMs;
};

export type VoucherSums = ReadonlyMap<VoucherState, { count: number; amountMsat: bigint }>;

/** Newest first; `before` is the last one of the page before. */
export async function listVouchers(
  db: Reader,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ vouchers: readonly VoucherSummary[]; nextBefore: string | undefined }> {
  let query = db
    .selectFrom("voucher")
    .leftJoin("ecash_op", (join) =>
      join.onRef("ecash_op.id", "=", "voucher.left_by").on("ecash_op.purpose", "=", "receive"),
    )
    .leftJoin("charge", "charge.id", "ecash_op.subject")
    .selectAll("voucher")
    .select("charge.order_id")
    .orderBy("voucher.id", "desc")
    .limit(limit + 1);
  if (before !== undefined) query = query.where("voucher.id", "<", before);
  const rows = await query.execute();
  const vouchers = rows.slice(0, limit).map((row) => ({
    id: row.id,
    amountMsat: msat(row.amount_msat),
    note: row.note,
    state: row.state,
    orderId: row.order_id ?? undefined,
    expiresAtMs: unixMs(row.expires_at_ms),
    createdAtMs: unixMs(row.created_at_ms),
  }));
  return { vouchers, nextBefore: rows.length > limit ? vouchers.at(-1)?.id : undefined };
}

/** How many there are in each state, and what they were made over. */
export async function sumVouchers(db: Reader): Promise<VoucherSums> {
  const rows = await db
    .selectFrom("voucher")
    .select((eb) => ["state", eb.fn.countAll<bigint>().as("count"), eb.fn.sum<bigint>("amount_msat").as("msat")])
    .groupBy("state")
    .execute();
  return new Map(rows.map(({ state, count, msat: sum }) => [state, { count: Number(count), amountMsat: sum }]));
}
