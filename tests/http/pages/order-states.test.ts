import * as assert from "uvu/assert";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { closeQuiet } from "../../../app/orders/close.ts";
import { suite } from "../../support/suite.ts";
import { openBusyMarket, pay } from "./busy-market.ts";
import { Visitor, linksIn, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/order-states");

const market = openBusyMarket();
test.after(async () => (await market).close());

test("the checkout shows amount, code, wallet link and time, and neither navigation nor footer", async () => {
  const m = await market;
  const page = await new Visitor(m).get(m.orders.open.address);
  assert.match(wordsOf(page), /Pay Halla Orchard 12,000 sat ₩18,000/);
  assert.match(wordsOf(page), /Time left to pay 15:00/);
  assert.is(linksIn(page, /^lightning:lnbcrt120u1/).length, 1);
  assert.not.match(page.html, /<header|<footer|<nav/);
  const events = await m.app.request(`${m.orders.open.address}/events`);
  assert.match(events.headers.get("content-type") ?? "", /^text\/event-stream/);
  await events.body?.cancel();
});

test("a checkout looks again by itself without scripts, an order that is paid no longer does", async () => {
  const m = await market;
  const visitor = new Visitor(m);
  assert.match((await visitor.get(m.orders.open.address)).html, /<noscript><meta http-equiv="refresh" content="5"/);
  assert.not.match((await visitor.get(m.orders.paid.address)).html, /http-equiv="refresh"/);
});

test("when the time is up and nobody has looked yet, the checkout offers no code any more", async () => {
  const m = await openBusyMarket();
  m.shop.clock.advance(16n * MINUTE_MS);
  const page = await new Visitor(m).get(m.orders.open.address);
  assert.match(wordsOf(page), /Time is up. One last look. If you have paid, the payment counts/);
  assert.is(linksIn(page, /^lightning:/).length, 0);
  await m.close();
});

test("a paid order shows its steps, its goods, where it goes, and the address to keep", async () => {
  const m = await market;
  const page = await new Visitor(m).get(m.orders.paid.address);
  const words = wordsOf(page);
  for (const text of [
    "Ordered",
    "Paid",
    "Sent",
    "Received",
    "Mandarins 3 kg · 1 × 12,000 sat",
    "12 Harbour Road",
    "Ring twice",
    "Payment arrived: 12,000 sat",
  ]) {
    assert.ok(words.includes(text), text);
  }
  assert.is(linksIn(page, /^http:\/\/localhost\/orders\//)[0], `http://localhost${m.orders.paid.address}`);
  assert.match(page.html, /aria-label="QR code: address of this order page"/);
});

/** The steps as they are drawn: `done Paid`. */
function stepsOf({ html }: Answer): string[] {
  const [, list = ""] = /<ol class="steps"[^>]*>([\s\S]*?)<\/ol>/.exec(html) ?? [];
  return [...list.matchAll(/data-state="(\w+)"[\s\S]*?class="step-name">([^<]*)</g)].map(
    ([, state, name = ""]) => `${state} ${name.trim()}`,
  );
}

for (const [name, expected] of [
  ["paid", ["done Ordered", "done Paid", "now Sent", "next Received"]],
  ["shipped", ["done Ordered", "done Paid", "done Ready", "now Picked up"]],
  ["received", ["done Ordered", "done Paid", "done Received"]],
  ["expired", ["done Ordered", "stopped Expired"]],
] as const) {
  test(`the steps of an order that is ${name} are those that happened, and those still to come`, async () => {
    const m = await market;
    const page = await new Visitor(m).get(m.orders[name].address);
    assert.equal(stepsOf(page), expected);
  });
}

test("an order that was put away without a word from its buyer does not say that it was received", async () => {
  const m = await openBusyMarket();
  m.shop.clock.advance(14n * DAY_MS);
  await closeQuiet(m.hub);
  const [quiet, confirmed] = [m.orders.shipped, m.orders.received];
  const visitor = new Visitor(m);
  const [ordered, closed] = [["done Ordered", "done Paid"], "done Completed"];
  assert.equal(stepsOf(await visitor.get(quiet.address)), [...ordered, "done Ready", closed]);
  assert.equal(stepsOf(await visitor.get(confirmed.address)), [...ordered, "done Received", closed]);
  await m.close();
});

for (const [name, expected] of [
  ["expired", /This order has expired.*Nothing was paid/],
  ["cancelled", /This order was cancelled.*Nothing was paid, and nothing will be sent/],
  ["overpaid", /To be paid back to you 500 sat.*You paid more than asked/],
  ["late", /Your payment came late but in time: the order is paid/],
  ["afterEnd", /your money is safe.*To be paid back to you 2,000 sat.*after the order had ended/],
  ["received", /All done. Thank you for buying here/],
] as const) {
  test(`an order that is ${name} says what that means for the person's money`, async () => {
    const m = await market;
    assert.match(wordsOf(await new Visitor(m).get(m.orders[name].address)), expected);
  });
}

test("a new order after an expired one begins with the same things in the basket", async () => {
  const m = await market;
  const buyer = new Visitor(m);
  const basket = await buyer.submit(await buyer.get(m.orders.expired.address), /\/again$/);
  assert.match(basket.path, /^\/basket\/orchard/);
  assert.match(wordsOf(basket), /The same things are in your basket again.*Sample pack.*Total 2,000 sat/);
});

test("an open order can be cancelled by its buyer, a paid one cannot", async () => {
  const m = await openBusyMarket();
  const buyer = new Visitor(m);
  const cancelled = await buyer.submit(await buyer.get(m.orders.open.address), /\/cancel$/);
  assert.match(wordsOf(cancelled), /The order is cancelled. This order was cancelled/);
  const paid = await buyer.post(`${m.orders.paid.address}/cancel`, {});
  assert.match(wordsOf(paid), /The order has moved on in the meantime/);
  assert.match(wordsOf(paid), /Paid. Thank you!/);
  await m.close();
});

test("a buyer who has everything can take name and address back", async () => {
  const m = await openBusyMarket();
  const buyer = new Visitor(m);
  const page = await buyer.submit(await buyer.get(m.orders.received.address), /\/erase$/);
  assert.match(wordsOf(page), /Your name and address have been deleted/);
  assert.not.match(page.html, /Mina Kim|Harbour/);
  await m.close();
});

test("two payments for one order are both shown, the second as owed", async () => {
  const m = await openBusyMarket();
  const second = { ...m.orders.paid, paymentHash: "ab".repeat(32) };
  const { charge_id: chargeId } = await m.hub.db
    .selectFrom("lightning_invoice")
    .select("charge_id")
    .where("payment_hash", "=", m.orders.paid.paymentHash)
    .executeTakeFirstOrThrow();
  const now = m.hub.clock();
  const invoice = {
    charge_id: chargeId,
    attempt: 2n,
    state: "open",
    bolt11: "lnbcrt1",
    amount_msat: second.amountMsat,
  } as const;
  await m.hub.db
    .insertInto("lightning_invoice")
    .values({
      ...invoice,
      payment_hash: second.paymentHash,
      expires_at_ms: now,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  await pay(m, second);
  const words = wordsOf(await new Visitor(m).get(m.orders.paid.address));
  assert.match(words, /This order was paid twice. The second payment is owed back to you/);
  assert.match(words, /12,000 sat arrived and is owed back/);
  await m.close();
});

test("the receipt names the seller, the goods, the total and what proves the payment", async () => {
  const m = await market;
  const words = wordsOf(await new Visitor(m).get(`${m.orders.paid.address}/receipt`));
  assert.match(words, /Seller Halla Orchard.*Mandarins \(3 kg\).*Total 12,000 sat ₩18,000.*Lightning, 12,000 sat/);
  assert.ok(words.includes(m.orders.paid.paymentHash));
});
