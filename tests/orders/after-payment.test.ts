import * as assert from "uvu/assert";
import { DAY_MS } from "../../app/domain/time.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { closeQuiet } from "../../app/orders/close.ts";
import { eraseDelivery } from "../../app/orders/erase-delivery.ts";
import { findOrder, findStallOrder } from "../../app/orders/find-order.ts";
import { countWaiting, listOrders } from "../../app/orders/list-orders.ts";
import { readEvents } from "../../app/orders/read-events.ts";
import { receive } from "../../app/orders/receive.ts";
import { ship } from "../../app/orders/ship.ts";
import { listPayments } from "../../app/payments/list-payments.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, addStall, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("orders/after-payment");
const shop = await openShop();
const parcel = await addProduct(shop, { kind: "physical" });
const delivery = { name: "Kim", address: "Jeju 1", contact: "kim@example.org" };
test.after(async () => {
  await assertSound(shop);
  await shop.close();
});

const newOrder = () => placeWithInvoice(shop, { ...orderFor(shop, parcel), delivery });

async function paidOrder(): Promise<string> {
  const order = await newOrder();
  await shop.node.payAsBuyer(order.bolt11);
  await sweepInvoices(shop.observing, shop.node);
  return order.orderId;
}

const stateOf = async (orderId: string) => (await findOrder(shop.db, orderId))?.state;

test("a paid order is shipped by its seller and received by its buyer", async () => {
  const orderId = await paidOrder();
  assert.equal(await ship(shop.observing, shop.stallId, orderId), { kind: "shipped" });
  assert.equal(await receive(shop.observing, orderId), { kind: "received" });
  const types = (await readEvents(shop.db, orderId, 2n)).map((event) => event.type);
  assert.equal(types, ["order.paid", "order.shipped", "order.received"]);
});

test("another stall's seller can neither see nor ship it", async () => {
  const [orderId, other] = [await paidOrder(), await addStall(shop, `other-${shop.clock()}`)];
  assert.equal(await ship(shop.observing, other, orderId), { kind: "refused", reason: "unknown-order" });
  assert.is(await findStallOrder(shop.db, other, orderId), undefined);
  assert.is((await findStallOrder(shop.db, shop.stallId, orderId))?.id, orderId);
});

test("an order that was not paid is neither shipped nor received", async () => {
  const { orderId } = await newOrder();
  assert.equal(await ship(shop.observing, shop.stallId, orderId), { kind: "refused", reason: "wrong-state" });
  assert.equal(await receive(shop.observing, orderId), { kind: "refused", reason: "wrong-state" });
});

test("shipping twice at the same moment is one event", async () => {
  const orderId = await paidOrder();
  const results = await Promise.all([1, 2, 3].map(() => ship(shop.observing, shop.stallId, orderId)));
  assert.equal(results.map(({ kind }) => kind).toSorted(), ["refused", "refused", "shipped"]);
  assert.is((await readEvents(shop.db, orderId, 0n)).filter((event) => event.type === "order.shipped").length, 1);
});

test("confirming receipt twice is no error and one event", async () => {
  const orderId = await paidOrder();
  await receive(shop.observing, orderId);
  assert.equal(await receive(shop.observing, orderId), { kind: "received" });
  assert.is((await readEvents(shop.db, orderId, 0n)).filter((event) => event.type === "order.received").length, 1);
});

test("a paid order cannot be cancelled, an open one can, once", async () => {
  assert.equal(await cancel(shop.observing, await paidOrder(), "buyer"), { kind: "refused", reason: "wrong-state" });
  const { orderId } = await newOrder();
  assert.equal(await cancel(shop.observing, orderId, "seller"), { kind: "cancelled" });
  assert.equal(await cancel(shop.observing, orderId, "seller"), { kind: "refused", reason: "wrong-state" });
  const order = await findOrder(shop.db, orderId);
  assert.equal([order?.state, order?.charge.state], ["cancelled", "cancelled"]);
});

test("after two quiet weeks a shipped or received order is put away, a paid one is not", async () => {
  const [shipped, received, paid] = [await paidOrder(), await paidOrder(), await paidOrder()];
  await ship(shop.observing, shop.stallId, shipped);
  await receive(shop.observing, received);
  shop.clock.advance(14n * DAY_MS - 1n);
  await closeQuiet(shop.observing);
  assert.is(await stateOf(shipped), "shipped");
  shop.clock.advance(1n);
  await closeQuiet(shop.observing);
  assert.equal([await stateOf(shipped), await stateOf(received), await stateOf(paid)], ["closed", "closed", "paid"]);
});

test("a person's address can be erased while the order stays", async () => {
  const orderId = await paidOrder();
  assert.equal((await findOrder(shop.db, orderId))?.delivery, delivery);
  await eraseDelivery(shop.observing, orderId);
  await eraseDelivery(shop.observing, orderId);
  assert.is((await findOrder(shop.db, orderId))?.delivery, "erased");
  const row = await shop.db.selectFrom("delivery").selectAll().where("order_id", "=", orderId).executeTakeFirst();
  assert.equal([row?.name, row?.address, row?.contact], ["", "", ""]);
  assert.is((await readEvents(shop.db, orderId, 0n)).filter((event) => event.type === "delivery.erased").length, 1);
});

test("lists walk every order and payment once, newest first, a page at a time", async () => {
  const own = await openShop();
  const product = await addProduct(own);
  const placed: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    own.clock.advance(1n);
    const order = await placeWithInvoice(own, orderFor(own, product));
    placed.unshift(order.orderId);
    await own.node.payAsBuyer(order.bolt11);
  }
  await sweepInvoices(own.observing, own.node);
  const seen: string[] = [];
  for (let before: string | undefined; ;) {
    const page = await listOrders(own.db, {
      stallId: own.stallId,
      limit: 2,
      ...(before === undefined ? {} : { before }),
    });
    seen.push(...page.orders.map((order) => order.id));
    if (page.nextBefore === undefined) break;
    before = page.nextBefore;
  }
  assert.equal(seen, placed);
  assert.is((await listOrders(own.db, { stallId: own.stallId, state: "open", limit: 9 })).orders.length, 0);
  assert.is((await listOrders(own.db, { stallId: undefined, state: "paid", limit: 9 })).orders.length, 5);
  for (const scope of [own.stallId, undefined]) {
    assert.equal(
      [...(await countWaiting(own.db, scope))],
      [
        ["open", 0],
        ["paid", 5],
        ["shipped", 0],
      ],
    );
  }
  const first = await listPayments(own.db, { limit: 3 });
  const rest = await listPayments(own.db, {
    limit: 3,
    ...(first.nextBefore === undefined ? {} : { before: first.nextBefore }),
  });
  assert.is(new Set([...first.payments, ...rest.payments].map((payment) => payment.orderId)).size, 5);
  assert.is(rest.nextBefore, undefined);
  await own.close();
});
