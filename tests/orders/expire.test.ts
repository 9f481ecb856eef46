import * as assert from "uvu/assert";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { findOrder } from "../../app/orders/find-order.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("orders/expire");

async function withOrder(check: (world: Awaited<ReturnType<typeof prepared>>) => Promise<void>): Promise<void> {
  const world = await prepared();
  try {
    await check(world);
    await assertSound(world.shop);
  } finally {
    await world.shop.close();
  }
}

async function prepared() {
  const shop = await openShop();
  const product = await addProduct(shop, { stock: 1n });
  const order = await placeWithInvoice(shop, orderFor(shop, product));
  const stateNow = async () => (await findOrder(shop.db, order.orderId))?.state;
  const reservedNow = async () =>
    (await shop.db.selectFrom("stock").select("reserved").executeTakeFirstOrThrow()).reserved;
  return { shop, order, stateNow, reservedNow };
}

test("an order lives exactly as long as its price", () =>
  withOrder(async ({ shop, stateNow }) => {
    shop.clock.advance(15n * MINUTE_MS - 1n);
    assert.is(await expireDue(shop.observing, shop.node), 0);
    assert.is(await stateNow(), "open");
    shop.clock.advance(1n);
    assert.is(await expireDue(shop.observing, shop.node), 1);
    assert.is(await stateNow(), "expired");
  }));

test("an expired order gives its stock back, once", () =>
  withOrder(async ({ shop, reservedNow }) => {
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await reservedNow(), 1n);
    await Promise.all([expireDue(shop.observing, shop.node), expireDue(shop.observing, shop.node)]);
    assert.is(await reservedNow(), 0n);
  }));

test("an order paid in its last moment is paid, not expired", () =>
  withOrder(async ({ shop, order, stateNow }) => {
    await shop.node.payAsBuyer(order.bolt11);
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expireDue(shop.observing, shop.node), 0);
    assert.is(await stateNow(), "paid");
  }));

test("nothing expires while the node cannot be asked", () =>
  withOrder(async ({ shop, stateNow }) => {
    shop.clock.advance(16n * MINUTE_MS);
    shop.node.faults.next("findInvoice", "not-applied");
    assert.is(await expireDue(shop.observing, shop.node), 0);
    assert.is(await stateNow(), "open");
    assert.is(await expireDue(shop.observing, shop.node), 1);
  }));

test("an expired order is watched until the node has cancelled its invoice", () =>
  withOrder(async ({ shop }) => {
    const watched = async () =>
      (await shop.db.selectFrom("lightning_invoice").select("state").executeTakeFirstOrThrow()).state;
    shop.clock.advance(16n * MINUTE_MS);
    await expireDue(shop.observing, shop.node);
    await sweepInvoices(shop.observing, shop.node);
    assert.is(await watched(), "cancelled");
  }));
