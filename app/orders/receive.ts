import type { By } from "../db/append-event.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Acting } from "./cancel.ts";

/**
 * The buyer says that the goods arrived. Also straight from `paid`, for what needs no shipping. Whoever
 * calls has shown the order's key. Confirming twice is no error.
 */
export async function receive(
  deps: Acting,
  orderId: string,
  by?: By,
): Promise<{ kind: "received" } | Refused<"wrong-state">> {
  return transact(deps.db, async (tx) => {
    const order = await tx.selectFrom("orders").select("state").where("id", "=", orderId).executeTakeFirstOrThrow();
    if (order.state === "received" || order.state === "closed") return { kind: "received" };
    if (order.state !== "paid" && order.state !== "shipped") return refuse("wrong-state");
    const now = deps.clock();
    const event = {
      id: newId("evt", now, deps.random),
      stream: orderId,
      type: "order.received",
      atMs: now,
      by,
      body: {},
    };
    const move = { table: "orders", id: orderId, from: order.state, to: "received" } as const;
    return (await transition(tx, move, now, { event })) ? { kind: "received" } : refuse("wrong-state");
  });
}
