import type { By } from "../db/append-event.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Acting } from "./cancel.ts";

/** The seller says that the goods are on their way; only orders of that seller's own stall. */
export async function ship(
  deps: Acting,
  stallId: string,
  orderId: string,
  by?: By,
): Promise<{ kind: "shipped" } | Refused<"unknown-order" | "wrong-state">> {
  return transact(deps.db, async (tx) => {
    const order = await tx
      .selectFrom("orders")
      .select("id")
      .where("stall_id", "=", stallId)
      .where("id", "=", orderId)
      .executeTakeFirst();
    if (order === undefined) return refuse("unknown-order");
    const now = deps.clock();
    const event = {
      id: newId("evt", now, deps.random),
      stream: orderId,
      type: "order.shipped",
      atMs: now,
      by,
      body: {},
    };
    const moved = await transition(tx, { table: "orders", id: orderId, from: "paid", to: "shipped" }, now, { event });
    return moved ? { kind: "shipped" } : refuse("wrong-state");
  });
}
