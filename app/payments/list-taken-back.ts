import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { OrderState } from "../domain/order-state.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

export type TakenBack = { orderId: string; state: OrderState; missingMsat: Msat };

/**
 * Orders that were served and whose money the chain took back afterwards, without other money in its place: the owner
 * has to ask their buyers for it. Few payments are ever taken back, so this starts from those.
 */
export async function listTakenBack(reader: Reader): Promise<TakenBack[]> {
  const rows = await reader
    .selectFrom("orders")
    .innerJoin("payment", "payment.order_id", "orders.id")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .where("orders.id", "in", ordersWithReversal(reader))
    .where("state", "in", ["shipped", "received", "closed"])
    .groupBy(["orders.id", "state", "total_msat"])
    .select(["orders.id", "state", "total_msat"])
    .select(sql<bigint>`SUM(CASE WHEN payment_reversal.payment_id IS NULL THEN amount_msat ELSE 0 END)`.as("there"))
    .orderBy("orders.id")
    .execute();
  return rows
    .filter(({ there, total_msat }) => there < total_msat)
    .map(({ id, state, total_msat, there }) => ({ orderId: id, state, missingMsat: msat(total_msat - there) }));
}

function ordersWithReversal(reader: Reader) {
  return reader
    .selectFrom("payment_reversal")
    .innerJoin("payment as reversed", "reversed.id", "payment_reversal.payment_id")
    .select("reversed.order_id");
}
