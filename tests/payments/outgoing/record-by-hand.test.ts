import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { balances } from "../../../app/payments/balances.ts";
import { listOwedOrders } from "../../../app/payments/list-owed-orders.ts";
import { newOutgoingId, recordByHand } from "../../../app/payments/outgoing/record-by-hand.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { Shop } from "../../support/shop.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";

const test = suite("payments/outgoing/record-by-hand");

const OWED_MSAT = 3_000_000n;

/** An order of which something has to go back, and its seller who says so. */
async function owedOrder(shop: Shop) {
  const product = await addProduct(shop, { priceMinor: 10_000n });
  const order = await placeWithInvoice(shop, orderFor(shop, product));
  await shop.node.payAsBuyer(order.bolt11, msat(10_000_000n + OWED_MSAT));
  await sweepInvoices(shop.observing, shop.node);
  const { id: personId } = await addPerson(shop, "seller");
  const record = (id: string, amountMsat: bigint, orderId = order.orderId) =>
    recordByHand(shop, { id, orderId, amountMsat: msat(amountMsat), note: "cash at the market" }, { personId });
  return { orderId: order.orderId, record };
}

const outcome = (result: Awaited<ReturnType<typeof recordByHand>>) =>
  "reason" in result ? result.reason : result.kind;

test("what was given back by hand is off the list and out of the books", async () => {
  const shop = await openShop();
  const { record } = await owedOrder(shop);
  const before = (await balances(shop.db)).get("asset:lightning") ?? 0n;
  assert.is(outcome(await record(newOutgoingId(shop), OWED_MSAT)), "recorded");
  const after = await balances(shop.db);
  assert.is(after.get("liability:refundable"), 0n);
  assert.is(after.get("asset:lightning"), before - OWED_MSAT);
  assert.equal((await listOwedOrders(shop.db, shop.stallId, 5)).orders, []);
  await assertSound(shop);
  await shop.close();
});

test("a form that is sent twice is written down once", async () => {
  const shop = await openShop();
  const { record } = await owedOrder(shop);
  const id = newOutgoingId(shop);
  assert.equal((await Promise.all([record(id, 1_000n), record(id, 1_000n)])).map(outcome), ["recorded", "recorded"]);
  assert.is((await balances(shop.db)).get("liability:refundable"), 1_000n - OWED_MSAT);
  await shop.close();
});

test("nobody can have given back more than was owed, nor anything of an order that is none", async () => {
  const shop = await openShop();
  const { record } = await owedOrder(shop);
  assert.is(outcome(await record(newOutgoingId(shop), OWED_MSAT + 1n)), "nothing-to-refund");
  assert.is(outcome(await record(newOutgoingId(shop), 1n, "ord_none")), "unknown-order");
  assert.is(outcome(await record(newOutgoingId(shop), OWED_MSAT)), "recorded");
  assert.is(outcome(await record(newOutgoingId(shop), 1n)), "nothing-to-refund");
  await shop.close();
});
