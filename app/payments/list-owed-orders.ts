import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { OrderState } from "../domain/order-state.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

export type OwedOrder = { id: string; state: OrderState; owedMsat: Msat; createdAtMs: bigint };

/** Spelled out in the statement, not sent along: only then is the index over what is owed known to fit. */
const NOTHING = sql.lit(0n);

/** Orders of one stall from whose money something has to go back, as the books have it; newest first. */
export async function listOwedOrders(
  reader: Reader,
  stallId: string,
  limit: number,
): Promise<{ orders: OwedOrder[]; hasMore: boolean }> {
  const rows = await reader
    .selectFrom("owed")
    .innerJoin("orders", "orders.id", "owed.order_id")
    .where("owed.stall_id", "=", stallId)
    .where("owed.amount_msat", ">", NOTHING)
    .select(["orders.id", "orders.state", "orders.created_at_ms", "owed.amount_msat"])
    .orderBy("owed.order_id", "desc")
    .limit(limit + 1)
    .execute();
  const orders = rows.slice(0, limit).map((row) => ({
    id: row.id,
    state: row.state,
    owedMsat: msat(row.amount_msat),
    createdAtMs: row.created_at_ms,
  }));
  return { orders, hasMore: rows.length > limit };
}
