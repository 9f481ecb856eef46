import { appendEvent } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Journal } from "../db/post.ts";
import { post } from "../db/post.ts";
import type { ChargeTable, OrderTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock, UnixMs } from "../domain/time.ts";
import type { Settlement } from "../gateways/lightning/port.ts";
import { isServable } from "../orders/is-servable.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { takeStock } from "../orders/settle-stock.ts";
import { advanceCursor } from "./advance-cursor.ts";

export type Observing = { db: Db; clock: Clock; random: Random; rateOf: RateLookup };

/**
 * `paid`: the order has its money. `refundable`: the money came but the order could not use it.
 * `known`: seen before. `foreign`: an invoice that this hub did not make.
 */
export type Observed = "paid" | "refundable" | "known" | "foreign";

/**
 * Records money that arrived over Lightning, whoever noticed it first: the stream, a sweep or a page.
 * One transaction moves charge and order, takes the stock, posts the books and appends the event;
 * `cursor` moves the stream's position in the same transaction, so that a crash neither repeats nor
 * skips a settlement.
 */
export async function observeSettlement(
  deps: Observing,
  settlement: Settlement,
  cursor?: { name: string },
): Promise<Observed> {
  return transact(deps.db, async (tx) => {
    if (cursor !== undefined) await advanceCursor(tx, cursor.name, settlement.settleIndex);
    const target = await findTarget(tx, settlement.paymentHash);
    if (target === undefined) return "foreign";
    if (!(await markSettled(tx, settlement, deps.clock()))) return "known";
    return apply(tx, deps, settlement, target);
  });
}

type Target = {
  order: Pick<OrderTable, "id" | "stall_id" | "state" | "total_msat">;
  charge: Pick<ChargeTable, "id" | "state" | "amount_msat">;
};

async function findTarget(tx: Tx, paymentHash: string): Promise<Target | undefined> {
  const row = await tx
    .selectFrom("lightning_invoice")
    .innerJoin("charge", "charge.id", "lightning_invoice.charge_id")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .where("payment_hash", "=", paymentHash)
    .select(["orders.id", "orders.stall_id", "orders.state", "orders.total_msat"])
    .select(["charge.id as charge_id", "charge.state as charge_state", "charge.amount_msat"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { charge_id, charge_state, amount_msat, ...order } = row;
  return { order, charge: { id: charge_id, state: charge_state, amount_msat } };
}

async function markSettled(tx: Tx, settlement: Settlement, now: UnixMs): Promise<boolean> {
  const result = await tx
    .updateTable("lightning_invoice")
    .set({ state: "settled", updated_at_ms: now })
    .where("payment_hash", "=", settlement.paymentHash)
    .where("state", "!=", "settled")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

type Verdict = { use: "order" | "refundable"; reason: string };

async function apply(tx: Tx, deps: Observing, settlement: Settlement, target: Target): Promise<Observed> {
  const verdict = await judge(tx, deps, settlement, target);
  const now = deps.clock();
  const payment = {
    id: newId("pay", now, deps.random),
    amount: settlement.receivedMsat as bigint,
    refundable:
      verdict.use === "order"
        ? settlement.receivedMsat - target.charge.amount_msat
        : (settlement.receivedMsat as bigint),
  };
  await tx
    .insertInto("payment")
    .values({
      id: payment.id,
      order_id: target.order.id,
      charge_id: target.charge.id,
      rail: "lightning",
      reference: settlement.paymentHash,
      amount_msat: payment.amount,
      refundable_msat: payment.refundable,
      use: verdict.use,
      reason: verdict.reason,
      settled_at_ms: settlement.settledAtMs,
      recorded_at_ms: now,
    })
    .execute();
  const journal = journalFor(deps.random, target, payment, now);
  const event = eventFor(deps.random, target, payment, verdict, settlement, now);
  if (verdict.use === "order") {
    await payOrder(tx, target, now, { event, journal });
    return "paid";
  }
  await appendEvent(tx, event);
  await post(tx, journal);
  return "refundable";
}

/** Decides what the money is for; late money counts when the stall can still serve the order. */
async function judge(tx: Tx, deps: Observing, settlement: Settlement, { order, charge }: Target): Promise<Verdict> {
  if (settlement.receivedMsat < charge.amount_msat) return { use: "refundable", reason: "underpaid" };
  if (charge.state === "open" && order.state === "open") {
    const isOver = settlement.receivedMsat > charge.amount_msat;
    return { use: "order", reason: isOver ? "overpaid" : "exact" };
  }
  if (charge.state === "expired" && order.state === "expired") {
    const servable = await isServable(tx, order.id, deps.rateOf);
    return servable === "yes" ? { use: "order", reason: "late" } : { use: "refundable", reason: servable };
  }
  return { use: "refundable", reason: charge.state === "paid" ? "paid-twice" : "order-ended" };
}

async function payOrder(
  tx: Tx,
  { order, charge }: Target,
  now: UnixMs,
  then: { event: ReturnType<typeof eventFor>; journal: Journal },
): Promise<void> {
  const chargeFrom = charge.state === "expired" ? "expired" : "open";
  const orderFrom = order.state === "expired" ? "expired" : "open";
  const chargeMoved = await transition(tx, { table: "charge", id: charge.id, from: chargeFrom, to: "paid" }, now);
  const orderMoved = await transition(tx, { table: "orders", id: order.id, from: orderFrom, to: "paid" }, now, then);
  if (!chargeMoved || !orderMoved) throw new Error(`order ${order.id} moved within its own transaction`);
  await takeStock(tx, order.id);
}

type PaymentSums = { id: string; amount: bigint; refundable: bigint };

function journalFor(random: Random, { order }: Target, payment: PaymentSums, now: UnixMs): Journal {
  const line = (account: Journal["lines"][number]["account"], amountMsat: bigint) => ({
    id: newId("pst", now, random),
    account,
    amountMsat,
  });
  const lines = [
    line("asset:lightning", payment.amount),
    line("liability:seller", payment.refundable - payment.amount),
    line("liability:refundable", -payment.refundable),
  ];
  return {
    id: payment.id,
    stallId: order.stall_id,
    orderId: order.id,
    paymentId: payment.id,
    atMs: now,
    lines: lines.filter(({ amountMsat }) => amountMsat !== 0n),
  };
}

function eventFor(
  random: Random,
  { order }: Target,
  payment: PaymentSums,
  verdict: Verdict,
  settlement: Settlement,
  now: UnixMs,
) {
  return {
    id: newId("evt", now, random),
    stream: order.id,
    type: verdict.use === "order" ? "order.paid" : "payment.refundable",
    atMs: now,
    body: {
      payment: payment.id,
      rail: "lightning",
      reference: settlement.paymentHash,
      reason: verdict.reason,
      amountMsat: payment.amount.toString(),
      refundableMsat: payment.refundable.toString(),
    },
  };
}
