import { appendEvent } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { PaymentRail, PaymentUse } from "../db/schema.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { Msat } from "../domain/money.ts";
import type { UnixMs } from "../domain/time.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { takeStock } from "../orders/settle-stock.ts";
import { askForRestLater } from "./ask-for-rest-later.ts";
import { judgeArrival } from "./judge-arrival.ts";
import type { Target, Verdict } from "./judge-arrival.ts";
import { rebook } from "./rebook.ts";
import { noticeOf, tellOfMoney } from "./tell-of-money.ts";

export type Receiving = { random: Random; rateOf: RateLookup };

/** Money that came by one of the rails; `reference` is what that rail calls it, and makes it one payment for ever. */
export type Arrival = { rail: PaymentRail; reference: string; amountMsat: Msat; settledAtMs: UnixMs };

/** `paid`: the order has its money. `part`: it waits for the rest. `refundable`: the order could not use it. */
export type Received = { use: "paid" | "part" | "refundable"; paymentId: string };

/**
 * Records money that arrived for a charge, on whatever rail: decides what it is for, and moves charge, order, stock,
 * books and history together, in the caller's transaction.
 */
export async function receive(
  tx: Tx,
  deps: Receiving,
  chargeId: string,
  arrival: Arrival,
  now: UnixMs,
): Promise<Received> {
  const target = await findTarget(tx, chargeId);
  const verdict = await judgeArrival(tx, deps.rateOf, target, arrival);
  const paymentId = newId("pay", now, deps.random);
  await writePayment(tx, { paymentId, target, arrival, verdict, now });
  const event = eventOf(deps.random, { paymentId, target, arrival, verdict, now });
  if (verdict.use === "order") await payOrder(tx, target, now, event);
  else await appendEvent(tx, event);
  await rebook(tx, { orderId: target.orderId, paymentId, now, random: deps.random });
  await askForRestLater(tx, { random: deps.random, now }, chargeId);
  const notice = noticeOf(verdict);
  if (notice !== undefined) await tellOfMoney(tx, { random: deps.random, now }, target.orderId, notice);
  return { use: verdict.use === "order" ? "paid" : verdict.use, paymentId };
}

export async function findTarget(tx: Tx, chargeId: string): Promise<Target> {
  const row = await tx
    .selectFrom("charge")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("charge.id", "=", chargeId)
    .select(["charge.state as charge_state", "charge.amount_msat", "orders.id", "orders.state"])
    .select(["stall.late_policy", "stall.under_tolerance_ppm"])
    .executeTakeFirstOrThrow();
  return {
    chargeId,
    chargeState: row.charge_state,
    amountMsat: row.amount_msat,
    orderId: row.id,
    orderState: row.state,
    latePolicy: row.late_policy,
    underTolerancePpm: row.under_tolerance_ppm,
  };
}

type Writing = { paymentId: string; target: Target; arrival: Arrival; verdict: Verdict; now: UnixMs };

async function writePayment(tx: Tx, { paymentId, target, arrival, verdict, now }: Writing): Promise<void> {
  await tx
    .insertInto("payment")
    .values({
      id: paymentId,
      order_id: target.orderId,
      charge_id: target.chargeId,
      rail: arrival.rail,
      reference: arrival.reference,
      amount_msat: arrival.amountMsat,
      refundable_msat: verdict.refundableMsat,
      use: verdict.use,
      reason: verdict.reason,
      settled_at_ms: arrival.settledAtMs,
      recorded_at_ms: now,
    })
    .execute();
}

const TYPES: Readonly<Record<PaymentUse, string>> = {
  order: "order.paid",
  part: "payment.part",
  refundable: "payment.refundable",
};

function eventOf(random: Random, { paymentId, target, arrival, verdict, now }: Writing) {
  return {
    id: newId("evt", now, random),
    stream: target.orderId,
    type: TYPES[verdict.use],
    atMs: now,
    body: {
      payment: paymentId,
      rail: arrival.rail,
      reference: arrival.reference,
      reason: verdict.reason,
      amountMsat: arrival.amountMsat.toString(),
      refundableMsat: verdict.refundableMsat.toString(),
    },
  };
}

async function payOrder(tx: Tx, target: Target, now: UnixMs, event: ReturnType<typeof eventOf>): Promise<void> {
  const chargeFrom = target.chargeState === "expired" ? "expired" : "open";
  const orderFrom = target.orderState === "expired" ? "expired" : "open";
  const charge = { table: "charge", id: target.chargeId, from: chargeFrom, to: "paid" } as const;
  const order = { table: "orders", id: target.orderId, from: orderFrom, to: "paid" } as const;
  const [chargeMoved, orderMoved] = [await transition(tx, charge, now), await transition(tx, order, now, { event })];
  if (!chargeMoved || !orderMoved) throw new Error(`order ${target.orderId} moved within its own transaction`);
  await takeStock(tx, target.orderId);
}
