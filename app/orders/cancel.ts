import type { By } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Clock } from "../domain/time.ts";
import { askForRestLater } from "../payments/ask-for-rest-later.ts";
import { rebook } from "../payments/rebook.ts";
import { receivedFor } from "../payments/standing.ts";
import { tellOfMoney } from "../payments/tell-of-money.ts";
import { returnStock } from "./settle-stock.ts";

export type Acting = { db: Db; clock: Clock; random: Random };

/** On which side of an order somebody stands who moves it; its history says so to everybody who may read it. */
export type Actor = "buyer" | "seller" | "owner";

/** Ends an order that was not paid. Money that still arrives for it is refundable. */
export async function cancel(
  deps: Acting,
  orderId: string,
  actor: Actor,
  by?: By,
): Promise<{ kind: "cancelled" } | Refused<"wrong-state">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const event = {
      id: newId("evt", now, deps.random),
      stream: orderId,
      type: "order.cancelled",
      atMs: now,
      by,
      body: { actor },
    };
    const moved = await transition(tx, { table: "orders", id: orderId, from: "open", to: "cancelled" }, now, { event });
    if (!moved) return refuse("wrong-state");
    const charges = await tx.selectFrom("charge").select("id").where("order_id", "=", orderId).execute();
    for (const { id } of charges) await transition(tx, { table: "charge", id, from: "open", to: "cancelled" }, now);
    await returnStock(tx, orderId);
    await rebook(tx, { orderId, now, random: deps.random });
    const came = await receivedFor(tx, orderId);
    if (came > 0n) await tellOfMoney(tx, { random: deps.random, now }, orderId, "ended-in-part");
    for (const { id } of charges) await askForRestLater(tx, { random: deps.random, now }, id);
    return { kind: "cancelled" };
  });
}
