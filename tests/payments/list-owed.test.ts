import * as assert from "uvu/assert";
import { post } from "../../app/db/post.ts";
import { transact } from "../../app/db/transact.ts";
import { msat } from "../../app/domain/money.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { listOwedOrders } from "../../app/payments/list-owed-orders.ts";
import { countOwed, listPayments } from "../../app/payments/list-payments.ts";
import { observeSettlement } from "../../app/payments/observe-settlement.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, addStall, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { OrderWithInvoice, Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/list-owed");
const shop = await openShop();
const other: Shop = { ...shop, stallId: await addStall(shop, "other") };
const PRICE_MSAT = 2_000_000n;

/** An order placed a moment after the last one. */
async function newOrder(at: Shop): Promise<OrderWithInvoice> {
  at.clock.advance(1n);
  return placeWithInvoice(at, orderFor(at, await addProduct(at)));
}

let settlements = 0n;

async function arrive({ paymentHash }: Pick<OrderWithInvoice, "paymentHash">, amountMsat: bigint): Promise<void> {
  shop.clock.advance(1n);
  settlements += 1n;
  const settlement = {
    paymentHash,
    receivedMsat: msat(amountMsat),
    settledAtMs: shop.clock(),
    settleIndex: settlements,
  };
  await observeSettlement(shop.observing, settlement);
}

/** Pays for the order once more, by an invoice that the hub had made for it before. */
async function arriveAgain({ chargeId }: OrderWithInvoice, amountMsat: bigint): Promise<void> {
  const paymentHash = settlements.toString(16).padStart(64, "f");
  const [at, invoice] = [shop.clock(), { charge_id: chargeId, attempt: 2n, state: "open", bolt11: "lnbcrt1" } as const];
  const times = { expires_at_ms: at, created_at_ms: at, updated_at_ms: at };
  await shop.db
    .insertInto("lightning_invoice")
    .values({ ...invoice, ...times, payment_hash: paymentHash, amount_msat: amountMsat })
    .execute();
  await arrive({ paymentHash }, amountMsat);
}

// What comes of them: nothing owed, 3 msat too much, 5 msat too much and then all of it once more, all of it after the end.
const exact = await newOrder(shop);
const over = await newOrder(shop);
const twice = await newOrder(shop);
const ended = await newOrder(shop);
const others = await newOrder(other);
await arrive(exact, PRICE_MSAT);
await arrive(over, PRICE_MSAT + 3n);
await arrive(twice, PRICE_MSAT + 5n);
await cancel(shop.observing, ended.orderId, "buyer");
await arrive(ended, PRICE_MSAT);
await arrive(others, PRICE_MSAT + 7n);
await arriveAgain(twice, PRICE_MSAT);
test.after(async () => {
  await assertSound(shop);
  await shop.close();
});

test("of all payments only those are listed of which something has to go back, newest first", async () => {
  const { payments, nextBefore } = await listPayments(shop.db, { isOwed: true, limit: 10 });
  assert.equal(
    payments.map(({ orderId, reason, refundableMsat }) => [orderId, reason, refundableMsat]),
    [
      [twice.orderId, "paid-twice", PRICE_MSAT],
      [others.orderId, "overpaid", 7n],
      [ended.orderId, "order-ended", PRICE_MSAT],
      [twice.orderId, "overpaid", 5n],
      [over.orderId, "overpaid", 3n],
    ],
  );
  assert.is(nextBefore, undefined);
  assert.is(await countOwed(shop.db), new Set(payments.map(({ orderId }) => orderId)).size);
  assert.is((await listPayments(shop.db, { limit: 10 })).payments.length, payments.length + 1);
});

test("the list of money to give back is walked a page at a time, without losing or repeating a payment", async () => {
  const whole = await listPayments(shop.db, { isOwed: true, limit: 10 });
  const seen: string[] = [];
  for (let before: string | undefined; ;) {
    const page = await listPayments(shop.db, { isOwed: true, limit: 1, ...(before === undefined ? {} : { before }) });
    seen.push(...page.payments.map(({ id }) => id));
    before = page.nextBefore;
    if (before === undefined) break;
  }
  assert.equal(
    seen,
    whole.payments.map(({ id }) => id),
  );
});

test("a stall's list has its own orders alone, each once with all that is owed for it, newest first", async () => {
  const owed = async (stallId: string) =>
    (await listOwedOrders(shop.db, stallId, 10)).orders.map(({ id, state, owedMsat }) => [id, state, owedMsat]);
  assert.equal(await owed(shop.stallId), [
    [ended.orderId, "cancelled", PRICE_MSAT],
    [twice.orderId, "paid", PRICE_MSAT + 5n],
    [over.orderId, "paid", 3n],
  ]);
  assert.equal(await owed(other.stallId), [[others.orderId, "paid", 7n]]);
  assert.equal(await owed("stl_none"), []);
});

test("a stall's list says whether there are more orders than it shows", async () => {
  const one = await listOwedOrders(shop.db, shop.stallId, 1);
  assert.equal([one.orders.map(({ id }) => id), one.hasMore], [[ended.orderId], true]);
  assert.is((await listOwedOrders(shop.db, shop.stallId, 3)).hasMore, false);
});

test("an order leaves the list when the books say that its money went back", async () => {
  const own = await openShop();
  const order = await newOrder(own);
  await own.node.payAsBuyer(order.bolt11, msat(PRICE_MSAT + 9n));
  await sweepInvoices(own.observing, own.node);
  assert.is((await listOwedOrders(own.db, own.stallId, 10)).orders.length, 1);
  const lines = [
    { id: "pst_1", account: "asset:lightning", amountMsat: -9n },
    { id: "pst_2", account: "liability:refundable", amountMsat: 9n },
  ] as const;
  const journal = { id: "back", stallId: own.stallId, orderId: order.orderId, atMs: own.clock(), lines };
  await transact(own.db, (tx) => post(tx, journal));
  assert.equal(await listOwedOrders(own.db, own.stallId, 10), { orders: [], hasMore: false });
  await own.close();
});
