import * as assert from "uvu/assert";
import { findOrder } from "../../app/orders/find-order.ts";
import { SETTLEMENTS_CURSOR, readCursor } from "../../app/payments/advance-cursor.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { watchLightning } from "../../app/payments/watch-lightning.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";
import { untilOrder } from "../support/until-order.ts";

const test = suite("payments/watch-lightning");

async function watched(check: (shop: Shop, breaks: unknown[]) => Promise<void>): Promise<void> {
  const shop = await openShop();
  const stop = new AbortController();
  const breaks: unknown[] = [];
  const watching = watchLightning(
    { ...shop.observing, onBreak: (error) => breaks.push(error) },
    shop.node,
    stop.signal,
  );
  try {
    await check(shop, breaks);
  } finally {
    stop.abort();
    await watching;
    await assertSound(shop);
    await shop.close();
  }
}

/** Resolves when the order's stream of events says that it is paid. */
function paid(shop: Shop, orderId: string): Promise<void> {
  return untilOrder(shop, orderId, ({ state }) => state === "paid");
}

async function newOrder(shop: Shop) {
  return placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
}

test("an order turns paid when the node reports the settlement, and the cursor moves with it", () =>
  watched(async (shop) => {
    const order = await newOrder(shop);
    await shop.node.payAsBuyer(order.bolt11);
    await paid(shop, order.orderId);
    assert.ok((await readCursor(shop.db, SETTLEMENTS_CURSOR)) > 0n);
  }));

test("a stream that breaks is taken up again and misses nothing in between", () =>
  watched(async (shop, breaks) => {
    const [before, between] = [await newOrder(shop), await newOrder(shop)];
    await shop.node.payAsBuyer(before.bolt11);
    await paid(shop, before.orderId);
    shop.node.dropStreams();
    await shop.node.payAsBuyer(between.bolt11);
    await paid(shop, between.orderId);
    assert.ok(breaks.length >= 1);
  }));

test("a node that reports a settlement twice is paid once", () =>
  watched(async (shop) => {
    const [first, second] = [await newOrder(shop), await newOrder(shop)];
    await shop.node.payAsBuyer(first.bolt11);
    await paid(shop, first.orderId);
    shop.node.duplicateSettlement(first.paymentHash);
    await shop.node.payAsBuyer(second.bolt11);
    await paid(shop, second.orderId);
    assert.is((await findOrder(shop.db, first.orderId))?.payments.length, 1);
  }));

test("what was paid while the hub was off is found by the sweep at the next start", async () => {
  const shop = await openShop();
  const order = await newOrder(shop);
  await shop.node.payAsBuyer(order.bolt11);
  assert.equal(await sweepInvoices(shop.observing, shop.node), { checked: 1, settled: 1, unreachable: false });
  assert.is((await findOrder(shop.db, order.orderId))?.state, "paid");
  await assertSound(shop);
  await shop.close();
});

test("a sweep stops at a node that does not answer and says so", async () => {
  const shop = await openShop();
  await newOrder(shop);
  shop.node.faults.next("findInvoice", "not-applied");
  assert.equal(await sweepInvoices(shop.observing, shop.node), { checked: 0, settled: 0, unreachable: true });
  await shop.close();
});
