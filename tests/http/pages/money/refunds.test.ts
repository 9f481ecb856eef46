import * as assert from "uvu/assert";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { comeIn } from "../people/come-in.ts";
import { Visitor, wordsOf } from "../visitor.ts";
import { ADDRESS, openMoneyWorld, sold, walletInvoice } from "./money-world.ts";

const test = suite("http/pages/money/refunds");

test("who holds the order's key gets back what is owed, and sees that it was sent", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n, 700n);
  const buyer = new Visitor(t);
  const at = `/orders/${order.id}/${order.key}`;
  assert.match((await buyer.get(at)).html, new RegExp(`href="${at}/refund"`));
  const page = await buyer.get(`${at}/refund`);
  assert.match(wordsOf(page), /700 sat of this order is yours/);
  const check = await buyer.submit(page, `${at}/refund`, { destination: await walletInvoice(t, 700_000n) });
  assert.match(wordsOf(check), /Invoice .* 700 sat/);
  const asked = await buyer.submit(check, `${at}/refund`);
  assert.match(wordsOf(asked), /Will be sent next/);
  await buyer.submit(check, `${at}/refund`);
  assert.is(await t.send(), 1);
  assert.match(wordsOf(await buyer.get(`${at}/refund`)), /Sent Fee/);
  assert.match(wordsOf(await buyer.get(at)), /700 sat was sent back/);
  assert.is(await t.send(), 0);
  await t.close();
});

test("a buyer gets no more than is owed, and nothing of what was earned", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n, 700n);
  const buyer = new Visitor(t);
  const at = `/orders/${order.id}/${order.key}/refund`;
  const once = "out_".padEnd(30, "0");
  const greedy = await buyer.post(at, { destination: ADDRESS, amount: "701", once });
  assert.is(greedy.status, 422);
  assert.is((await buyer.post(at, { destination: ADDRESS, amount: "700", once })).status, 200);
  assert.is((await buyer.post(at, { destination: ADDRESS, amount: "1" })).status, 422);
  assert.is(
    (await buyer.post(at.replace(order.key, "x".repeat(order.key.length)), { destination: ADDRESS })).status,
    404,
  );
  const { rows } = { rows: await t.hub.db.selectFrom("outgoing").select("amount_msat").execute() };
  assert.equal(rows, [{ amount_msat: 700_000n }]);
  await t.close();
});

test("what could not be sent is owed again, and another destination can be given", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n, 700n);
  const buyer = new Visitor(t);
  const at = `/orders/${order.id}/${order.key}/refund`;
  const giveUp = await walletInvoice(t, 700_000n);
  await buyer.submit(await buyer.submit(await buyer.get(at), at, { destination: giveUp }), at);
  t.hub.payee.invoiceFrom = async () => ({ kind: "refused", reason: "payee-refuses" });
  await t.send();
  const page = await buyer.get(at);
  assert.match(wordsOf(page), /Please give another destination.*Given up/);
  assert.match(wordsOf(page), /700 sat of this order is yours/);
  await t.close();
});

test("where the node sends nothing, the buyer hears that the shop sends it by hand", async () => {
  const t = await openMoneyWorld();
  t.hub.payer = undefined;
  const order = await sold(t, 50_000n, 700n);
  const page = await new Visitor(t).get(`/orders/${order.id}/${order.key}/refund`);
  assert.match(wordsOf(page), /This shop sends money back by hand/);
  await t.close();
});

test("the owner gives back a part of what was earned, to where the buyer wants it", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "owner");
  const at = `/owner/orders/${order.id}/refund`;
  const page = await visitor.get(at);
  assert.match(wordsOf(page), /Earned with this order 50,000 sat/);
  const nothing = await visitor.submit(page, at, { destination: ADDRESS });
  assert.is(nothing.status, 422, "nothing is owed, so an amount has to be named");
  const asked = await visitor.submit(await visitor.submit(page, at, { amount: "12000", destination: ADDRESS }), at);
  assert.match(wordsOf(asked), /Earned with this order 38,000 sat/);
  assert.is(await t.send(), 1);
  assert.match(wordsOf(await visitor.get("/owner/outgoing?show=sent")), /Refund .* 12,000 sat/);
  await t.close();
});

test("what went back by hand is written down once, and owed no more", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n, 700n);
  const { visitor } = await comeIn(t, "owner");
  const at = `/owner/orders/${order.id}/refund`;
  const page = await visitor.get(at);
  const recorded = await visitor.submit(page, `${at}/by-hand`, { note: "paid at the counter" });
  assert.match(wordsOf(recorded), /written down.*Owed to the buyer 0 sat.*paid at the counter By hand Sent/);
  await visitor.submit(page, `${at}/by-hand`, { note: "paid at the counter" });
  assert.not.match(wordsOf(await visitor.get("/owner/payments?owed=1")), /700/);
  const buyer = new Visitor(t);
  const seen = wordsOf(await buyer.get(`/orders/${order.id}/${order.key}/refund`));
  assert.not.match(seen, /at the counter/, "the note is for the shop");
  assert.is((await t.hub.db.selectFrom("outgoing").select("id").execute()).length, 1);
  assert.is(await t.send(), 0);
  await t.close();
});

test("a seller and a helper without the right to it give nothing back", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n, 700n);
  for (const role of ["seller", "support", "viewer"] as const) {
    const { visitor } = await comeIn(t, role);
    const at = `/owner/orders/${order.id}/refund`;
    assert.is((await visitor.post(at, { destination: ADDRESS })).status, 403, role);
    assert.is((await visitor.post(`${at}/by-hand`, { "by-hand-amount": "700" })).status, 403, role);
  }
  await t.close();
});

test("both rates are shown before money of an order in won goes back, and the chosen one counts", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n);
  const priced = { currency: "KRW", total_minor: 75_000n, rate_minor_per_btc: 150_000_000n, rate_source: "test" };
  await t.hub.db
    .updateTable("orders")
    .set({ ...priced, rate_at_ms: t.shop.clock() })
    .where("id", "=", order.id)
    .execute();
  t.shop.rates.set("KRW", { currency: "KRW", minorPerBtc: 300_000_000n, source: "test", atMs: t.shop.clock() });
  const { visitor } = await comeIn(t, "owner");
  const at = `/owner/orders/${order.id}/refund`;
  const page = await visitor.get(at);
  const wish = { part: "some", amount: "30,000", unit: "KRW", worth: "today", destination: ADDRESS };
  const check = await visitor.submit(page, at, wish);
  assert.match(wordsOf(check), /At the order’s rate 20,000 sat At today’s rate 10,000 sat/);
  assert.match(wordsOf(await visitor.submit(page, at, { ...wish, part: "all" })), /At the order’s rate 50,000 sat/);
  assert.is((await visitor.submit(page, at, { ...wish, amount: "nothing" })).status, 422);
  await visitor.submit(check, at);
  const row = await t.hub.db.selectFrom("outgoing").select("amount_msat").executeTakeFirstOrThrow();
  assert.is(row.amount_msat, 10_000_000n);
  await t.close();
});

test("a seller gives money of the stall's own orders back at the desk, and of nobody else's", async () => {
  const t = await openMoneyWorld();
  const order = await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  const at = `/desk/orders/${order.id}/refund`;
  assert.match((await visitor.get(`/desk/orders/${order.id}`)).html, new RegExp(`href="${at}"`));
  const page = await visitor.get(at);
  assert.not.match(wordsOf(page), /Already sent by hand/);
  const check = await visitor.submit(page, at, { part: "some", amount: "2,000", destination: ADDRESS });
  const asked = await visitor.submit(check, at);
  assert.match(wordsOf(asked), /The refund was written down.*Earned with this order 48,000 sat/);
  assert.is(await t.send(), 1);
  const { visitor: other } = await comeIn(t, "seller", "Other", await addStall(t.shop, "other"));
  assert.is((await other.get(at)).status, 404);
  assert.is((await other.post(at, { part: "all", destination: ADDRESS })).status, 404);
  const { visitor: viewer } = await comeIn(t, "viewer");
  const seen = `/owner/stalls/${t.shop.stallId}${at}`;
  assert.is((await viewer.get(seen)).status, 200);
  assert.is((await viewer.post(seen, { part: "all", destination: ADDRESS })).status, 403);
  await t.close();
});
