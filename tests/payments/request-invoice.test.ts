import * as assert from "uvu/assert";
import { OutcomeUnknown } from "../../app/domain/outcome.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { MINUTE_MS, SECOND_MS } from "../../app/domain/time.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { findOrder } from "../../app/orders/find-order.ts";
import { place } from "../../app/orders/place.ts";
import type { Placed } from "../../app/orders/place.ts";
import { finishInvoices } from "../../app/payments/finish-invoices.ts";
import { observeSettlement } from "../../app/payments/observe-settlement.ts";
import { REQUEST_INVOICE_JOB, requestInvoice } from "../../app/payments/request-invoice.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/request-invoice");
const shop = await openShop();
test.after(() => shop.close());

async function placed(): Promise<Placed> {
  const result = await place(shop.placing, orderFor(shop, await addProduct(shop)));
  if (isRefused(result)) throw new Error(result.reason);
  return result;
}

const deps = () => ({ ...shop.observing, node: shop.node });

async function invoicesOf(chargeId: string) {
  return shop.db
    .selectFrom("lightning_invoice")
    .select(["state", "attempt", "payment_hash"])
    .where("charge_id", "=", chargeId)
    .orderBy("attempt")
    .execute();
}

async function payAndSweep(own: Shop, bolt11: string): Promise<void> {
  await own.node.payAsBuyer(bolt11);
  await sweepInvoices(own.observing, own.node);
}

test("the invoice carries the charge's amount, the order's hash and the charge's time", async () => {
  const order = await placed();
  const invoiced = await requestInvoice(deps(), order.chargeId, order.intent);
  if (isRefused(invoiced)) return assert.unreachable(invoiced.reason);
  assert.match(invoiced.bolt11, /^lnbcrt20u1/);
  assert.is((await shop.node.findInvoice(invoiced.paymentHash))?.bolt11, invoiced.bolt11);
});

test("a node that refuses costs no order: the buyer may ask again and a job does", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "not-applied");
  assert.equal(await requestInvoice(deps(), order.chargeId, order.intent), {
    kind: "refused",
    reason: "node-unavailable",
  });
  const job = await shop.db.selectFrom("job").select(["kind", "payload", "state"]).executeTakeFirst();
  assert.equal(job, {
    kind: REQUEST_INVOICE_JOB,
    payload: JSON.stringify({ chargeId: order.chargeId }),
    state: "ready",
  });
  const again = await requestInvoice(deps(), order.chargeId);
  assert.is(again.kind, "invoiced");
  assert.equal(
    (await invoicesOf(order.chargeId)).map((row) => row.state),
    ["void", "open"],
  );
});

test("an invoice whose answer was lost is found again, not made twice", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "applied-but-unanswered");
  assert.is((await requestInvoice(deps(), order.chargeId, order.intent)).kind, "refused");
  const again = await requestInvoice(deps(), order.chargeId);
  if (isRefused(again)) return assert.unreachable(again.reason);
  assert.is(again.paymentHash, order.intent?.paymentHash);
  assert.equal(
    (await invoicesOf(order.chargeId)).map((row) => row.state),
    ["open"],
  );
});

test("a hub killed between the intent and the answer finds the invoice at the next start", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "applied-but-unanswered");
  await requestInvoice(deps(), order.chargeId, order.intent);
  const again = await requestInvoice(deps(), order.chargeId);
  if (isRefused(again)) return assert.unreachable(again.reason);
  await payAndSweep(shop, again.bolt11);
  assert.is((await findOrder(shop.db, order.orderId))?.state, "paid");
  await assertSound(shop);
});

test("an invoice that is there is answered without asking the node", async () => {
  const order = await placed();
  const first = await requestInvoice(deps(), order.chargeId, order.intent);
  shop.node.faults.next("findInvoice", "not-applied");
  assert.equal(await requestInvoice(deps(), order.chargeId), first);
  await shop.node.findInvoice("00".repeat(32)).catch(() => undefined);
});

test("a node that cannot even be asked about the lost invoice makes no second one", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "applied-but-unanswered");
  await requestInvoice(deps(), order.chargeId, order.intent);
  shop.node.faults.next("findInvoice", "not-applied");
  assert.equal(await requestInvoice(deps(), order.chargeId), { kind: "refused", reason: "node-unavailable" });
  assert.is((await invoicesOf(order.chargeId)).length, 1);
});

test("while the first request is still on its way, a second one makes no other invoice", async () => {
  const order = await placed();
  const both = await Promise.all([
    requestInvoice(deps(), order.chargeId, order.intent),
    requestInvoice(deps(), order.chargeId),
  ]);
  assert.is(both[0]?.kind, "invoiced");
  assert.is((await invoicesOf(order.chargeId)).length, 1);
});

test("an intent that the node never heard of is given up once it cannot be on its way any more", async () => {
  const order = await placed();
  assert.equal(await requestInvoice(deps(), order.chargeId), { kind: "refused", reason: "node-unavailable" });
  shop.clock.advance(30n * SECOND_MS);
  assert.is((await requestInvoice(deps(), order.chargeId)).kind, "invoiced");
  assert.equal(
    (await invoicesOf(order.chargeId)).map((row) => row.state),
    ["void", "open"],
  );
});

test("a request lost on its way is given up soon after its call has ended", async () => {
  const order = await placed();
  const lossy = { ...shop.node, createInvoice: () => Promise.reject(new OutcomeUnknown("no answer")) };
  await requestInvoice({ ...shop.observing, node: lossy }, order.chargeId, order.intent);
  assert.equal(await requestInvoice(deps(), order.chargeId), { kind: "refused", reason: "node-unavailable" });
  shop.clock.advance(4n * SECOND_MS);
  assert.is((await requestInvoice(deps(), order.chargeId)).kind, "invoiced");
});

test("two who begin anew at the same moment make one invoice", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "not-applied");
  await requestInvoice(deps(), order.chargeId, order.intent);
  await Promise.all([1, 2, 3].map(() => requestInvoice(deps(), order.chargeId)));
  assert.equal(
    (await invoicesOf(order.chargeId)).map((row) => row.state),
    ["void", "open"],
  );
});

test("a charge left without its invoice gets one from the hub itself", async () => {
  const own = await openShop();
  const left = await place(own.placing, orderFor(own, await addProduct(own)));
  await placeWithInvoice(own, orderFor(own, await addProduct(own)));
  const finishing = { ...own.observing, node: own.node };
  assert.is(await finishInvoices(finishing), 0);
  own.clock.advance(30n * SECOND_MS);
  own.node.faults.next("createInvoice", "not-applied");
  assert.is(await finishInvoices(finishing), 0);
  assert.is(await finishInvoices(finishing), 1);
  assert.is(await finishInvoices(finishing), 0);
  if (isRefused(left)) return assert.unreachable(left.reason);
  assert.ok((await findOrder(own.db, left.orderId))?.charge.lightning);
  await own.close();
});

test("an ended charge gets no invoice any more", async () => {
  const order = await placed();
  shop.clock.advance(16n * MINUTE_MS);
  await expireDue(shop.observing, shop.node);
  assert.equal(await requestInvoice(deps(), order.chargeId), { kind: "refused", reason: "wrong-state" });
});

test("a given-up invoice that gets paid all the same is not lost", async () => {
  const order = await placed();
  const given = order.intent;
  if (given === undefined) return assert.unreachable("a new order has an intent");
  shop.node.faults.next("createInvoice", "not-applied");
  await requestInvoice(deps(), order.chargeId, given);
  await requestInvoice(deps(), order.chargeId);
  const amount = (await findOrder(shop.db, order.orderId))?.totalMsat;
  if (amount === undefined) return assert.unreachable("the order is there");
  const settlement = {
    paymentHash: given.paymentHash,
    receivedMsat: amount,
    settledAtMs: shop.clock(),
    settleIndex: 99n,
  };
  assert.is(await observeSettlement(shop.observing, settlement), "paid");
  await assertSound(shop);
});

test("two who ask for the same lost invoice at the same moment get the same one", async () => {
  const order = await placed();
  shop.node.faults.next("createInvoice", "applied-but-unanswered");
  await requestInvoice(deps(), order.chargeId, order.intent);
  const answers = await Promise.all([1, 2, 3].map(() => requestInvoice(deps(), order.chargeId)));
  assert.equal(new Set(answers.map((answer) => (isRefused(answer) ? answer.reason : answer.paymentHash))).size, 1);
  const made = await shop.db
    .selectFrom("event")
    .select("id")
    .where("stream", "=", order.orderId)
    .where("type", "=", "charge.invoiced")
    .execute();
  assert.is(made.length, 1);
});

test("an invoice that the node never heard of stays watched and costs the sweep nothing", async () => {
  const own = await openShop();
  const result = await place(own.placing, orderFor(own, await addProduct(own)));
  assert.is(isRefused(result), false);
  assert.equal(await sweepInvoices(own.observing, own.node), { checked: 1, settled: 0, unreachable: false });
  await own.close();
});
