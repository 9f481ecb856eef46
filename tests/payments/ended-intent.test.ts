import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { SECOND_MS } from "../../app/domain/time.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { place } from "../../app/orders/place.ts";
import { askForRest } from "../../app/payments/ask-for-rest.ts";
import { requestInvoice } from "../../app/payments/request-invoice.ts";
import { addProduct, assertSound, openShop, orderFor } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/ended-intent");

async function placed(shop: Shop) {
  const order = await place(shop.placing, orderFor(shop, await addProduct(shop, { stock: 1n })));
  if (isRefused(order)) throw new Error(`refused: ${order.reason}`);
  return order;
}

async function invoiceOf({ db, node }: Shop): Promise<[state: string, atNode: string]> {
  const row = await db.selectFrom("lightning_invoice").selectAll().executeTakeFirstOrThrow();
  return [row.state, (await node.findInvoice(row.payment_hash))?.state ?? "unknown"];
}

test("an invoice whose answer was lost is cancelled once its order has ended", async () => {
  const shop = await openShop();
  const asking = { ...shop.observing, node: shop.node, canceller: shop.node };
  const order = await placed(shop);
  shop.node.faults.next("createInvoice", "applied-but-unanswered");
  await requestInvoice(asking, order.chargeId, order.intent);
  await cancel(shop.observing, order.orderId, "buyer");
  assert.is(await askForRest(asking, order.chargeId), true);
  assert.equal(await invoiceOf(shop), ["cancelled", "cancelled"]);
  await assertSound(shop);
  await shop.close();
});

test("an invoice that the node was never asked for is waited for no longer than it could be on its way", async () => {
  const shop = await openShop();
  const asking = { ...shop.observing, node: shop.node, canceller: shop.node };
  const order = await placed(shop);
  await cancel(shop.observing, order.orderId, "buyer");
  assert.is(await askForRest(asking, order.chargeId), false);
  shop.clock.advance(31n * SECOND_MS);
  assert.is(await askForRest(asking, order.chargeId), true);
  assert.equal(await invoiceOf(shop), ["void", "unknown"]);
  await assertSound(shop);
  await shop.close();
});
