import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { PaymentRail } from "../db/schema.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

export type PaymentSummary = {
  id: string;
  orderId: string;
  rail: PaymentRail;
  amountMsat: Msat;
  refundableMsat: Msat;
  reason: string;
  settledAtMs: bigint;
};

export type PaymentFilter = {
  /** Only those of which something has to go back, or went towards an order from which something has to. */
  isOwed?: boolean;
  rail?: PaymentRail | undefined;
  /** Ids from this one on. */
  from?: string | undefined;
  /** The id of the last payment already shown; ids sort by time. */
  before?: string;
  limit: number;
};

/** Spelled out in the statement, not sent along: only then is the index over what is owed known to fit. */
const NOTHING = sql.lit(0n);

/** Newest first. Reads one payment more than asked to know whether there are more. */
export async function listPayments(
  reader: Reader,
  { isOwed, rail, from, before, limit }: PaymentFilter,
): Promise<{ payments: PaymentSummary[]; nextBefore: string | undefined }> {
  let query = reader
    .selectFrom("payment")
    .selectAll()
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (isOwed === true)
    query = query
      .where("order_id", "in", owedOrders(reader).select("order_id"))
      .where((eb) => eb.or([eb("refundable_msat", ">", NOTHING), eb("use", "=", "part")]));
  if (rail !== undefined) query = query.where("rail", "=", rail);
  if (from !== undefined) query = query.where("id", ">=", from);
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

/** From how many orders something has to go back, over all stalls: for the owner. */
export async function countOwed(reader: Reader): Promise<number> {
  const { count } = await owedOrders(reader)
    .select((eb) => eb.fn.countAll<bigint>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function owedOrders(reader: Reader) {
  return reader.selectFrom("owed").where("amount_msat", ">", NOTHING);
}
