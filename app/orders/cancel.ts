import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Clock } from "../domain/time.ts";
import { returnStock } from "./settle-stock.ts";

export type Acting = { db: Db; clock: Clock; random: Random };

/** Who moved an order; recorded in its event. */
export type Actor = "buyer" | "seller" | "owner";

/** Ends an order that was not paid. Money that still arrives for it is refundable. */
export async function cancel(
  deps: Acting,
  orderId: string,
  actor: Actor,
): Promise<{ kind: "cancelled" } | Refused<"wrong-state">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const event = {
      id: newId("evt", now, deps.random),
      stream: orderId,
      type: "order.cancelled",
      atMs: now,
      body: { actor },
    };
    const moved = await transition(tx, { table: "orders", id: orderId, from: "open", to: "cancelled" }, now, { event });
    if (!moved) return refuse("wrong-state");
    const charges = await tx.selectFrom("charge").select("id").where("order_id", "=", orderId).execute();
    for (const { id } of charges) await transition(tx, { table: "charge", id, from: "open", to: "cancelled" }, now);
    await returnStock(tx, orderId);
    return { kind: "cancelled" };
  });
}
