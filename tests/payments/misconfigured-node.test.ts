import * as assert from "uvu/assert";
import { Misconfigured } from "../../app/domain/outcome.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import type { LightningReceiver } from "../../app/gateways/lightning/port.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { findOrder } from "../../app/orders/find-order.ts";
import { place } from "../../app/orders/place.ts";
import { requestInvoice } from "../../app/payments/request-invoice.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("payments/misconfigured node");
const shop = await openShop();
test.after(() => shop.close());

const denied = async (): Promise<never> => {
  throw new Misconfigured("permission denied");
};
/** A node whose macaroon allows nothing: asking again cannot help, so somebody has to hear of it. */
const locked: LightningReceiver = { ...shop.node, createInvoice: denied, findInvoice: denied };

test("a node that denies everything is a fault to be told, not a reason to ask the buyer to wait", async () => {
  const placed = await place(shop.placing, orderFor(shop, await addProduct(shop)));
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  await rejects(
    requestInvoice({ ...shop.observing, node: locked }, placed.chargeId, placed.intent),
    /permission denied/,
  );
  assert.is((await findOrder(shop.db, placed.orderId))?.state, "open");
});

test("sweeps and expiry tell of it too, and nothing expires unasked", async () => {
  const order = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { stock: 1n })));
  await rejects(sweepInvoices(shop.observing, locked), /permission denied/);
  shop.clock.advance(16n * MINUTE_MS);
  await rejects(expireDue(shop.observing, locked), /permission denied/);
  assert.is((await findOrder(shop.db, order.orderId))?.state, "open");
  await assertSound(shop);
});
