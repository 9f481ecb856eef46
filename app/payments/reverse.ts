import { appendEvent } from "../db/append-event.ts";
import type { NewEvent } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";
import { holdStockAgain } from "../orders/settle-stock.ts";
import { askForRestLater } from "./ask-for-rest-later.ts";
import { leastOf } from "./judge-arrival.ts";
import type { Target } from "./judge-arrival.ts";
import { rebook } from "./rebook.ts";
import { findTarget } from "./receive.ts";
import { tellOfMoney } from "./tell-of-money.ts";
import { standing } from "./standing.ts";

/** `reorganised`: its block is no longer in the chain, and it waits for another. `gone`: its coins were spent elsewhere. */
export type ReversalReason = "reorganised" | "gone";

export type Reversing = { random: Random; now: UnixMs };

/**
 * Takes a payment back that its rail took back, in the caller's transaction. An order that was only paid waits for its
 * money again, with its goods set aside; one for which more was done stays where it is, and the loss is in the books.
 * False when that was done before.
 */
export async function reverse(
  tx: Tx,
  { random, now }: Reversing,
  paymentId: string,
  reason: ReversalReason,
): Promise<boolean> {
  const marked = await tx
    .insertInto("payment_reversal")
    .values({ payment_id: paymentId, reason, at_ms: now })
    .onConflict((conflict) => conflict.column("payment_id").doNothing())
    .executeTakeFirst();
  if (marked.numInsertedOrUpdatedRows !== 1n) return false;
  const payment = await tx.selectFrom("payment").selectAll().where("id", "=", paymentId).executeTakeFirstOrThrow();
  const target = await findTarget(tx, payment.charge_id);
  const isShort = await isOnlyPaid(tx, target);
  const event = eventOf({ random, now }, payment, reason, isShort ? "open" : target.orderState);
  if (isShort) await walkBack(tx, target, now, event);
  else await appendEvent(tx, event);
  await rebook(tx, { orderId: target.orderId, paymentId, now, random });
  await askForRestLater(tx, { random, now }, target.chargeId);
  await tellOfMoney(tx, { random, now }, target.orderId, "payment-reversed");
  return true;
}

/** Paid, not yet served, and no longer with enough money: what else came may still be enough. */
async function isOnlyPaid(tx: Tx, target: Target): Promise<boolean> {
  if (target.orderState !== "paid" || target.chargeState !== "paid") return false;
  return (await standing(tx, target)).msat < leastOf(target);
}

async function walkBack(tx: Tx, { chargeId, orderId }: Target, now: UnixMs, event: NewEvent): Promise<void> {
  const charge = { table: "charge", id: chargeId, from: "paid", to: "open" } as const;
  const order = { table: "orders", id: orderId, from: "paid", to: "open" } as const;
  const [chargeMoved, orderMoved] = [await transition(tx, charge, now), await transition(tx, order, now, { event })];
  if (!chargeMoved || !orderMoved) throw new Error(`order ${orderId} moved within its own transaction`);
  await holdStockAgain(tx, orderId);
}

type Reversed = { id: string; order_id: string; rail: string; reference: string; amount_msat: bigint };

function eventOf({ random, now }: Reversing, of: Reversed, reason: ReversalReason, orderState: string): NewEvent {
  return {
    id: newId("evt", now, random),
    stream: of.order_id,
    type: "payment.reversed",
    atMs: now,
    body: {
      payment: of.id,
      rail: of.rail,
      reference: of.reference,
      reason,
      amountMsat: of.amount_msat.toString(),
      orderState,
    },
  };
}
