import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { PostingAccount } from "../db/schema.ts";
import type { OrderState } from "../domain/order-state.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

export type OwedOrder = { id: string; state: OrderState; owedMsat: Msat; createdAtMs: bigint };

/** Spelled out in the statement, not sent along: only then is the index over what is owed known to fit. */
const REFUNDABLE = sql.lit<PostingAccount>("liability:refundable");

/** Orders of one stall from whose money something has to go back, as the books have it; newest first. */
export async function listOwedOrders(
  reader: Reader,
  stallId: string,
  limit: number,
): Promise<{ orders: OwedOrder[]; hasMore: boolean }> {
  const owed = reader
    .selectFrom("posting")
    .where("stall_id", "=", stallId)
    .where("account", "=", REFUNDABLE)
    .groupBy("order_id")
    .having((eb) => eb(eb.fn.sum("amount_msat"), "<", 0n))
    .select((eb) => ["order_id", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .orderBy("order_id", "desc")
    .limit(limit + 1);
  const rows = await reader
    .selectFrom(owed.as("owed"))
    .innerJoin("orders", "orders.id", "owed.order_id")
    .select(["orders.id", "orders.state", "orders.created_at_ms", "owed.msat"])
    .orderBy("orders.id", "desc")
    .execute();
  const orders = rows.slice(0, limit).map((row) => ({
    id: row.id,
    state: row.state,
    // What is owed is booked as negative.
    owedMsat: msat(-row.msat),
    createdAtMs: row.created_at_ms,
  }));
  return { orders, hasMore: rows.length > limit };
}
