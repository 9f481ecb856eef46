import * as assert from "uvu/assert";
import { HOUR_MS } from "../../../app/domain/time.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { suite } from "../../support/suite.ts";
import { openBusyMarket } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/owner");

async function openOwner(): Promise<{ m: BusyMarket; owner: Visitor }> {
  const m = await openBusyMarket();
  const owner = new Visitor(m);
  await owner.signIn({ role: "owner" });
  return { m, owner };
}

test("the owner sees at once that everything is fine, and what the books say", async () => {
  const { m, owner } = await openOwner();
  const words = wordsOf(await owner.get("/owner"));
  assert.match(words, /Everything is fine/);
  assert.match(words, /Practice node/);
  assert.match(words, /Received over Lightning 22,500 sat Of it the sellers’ 20,000 sat Of it to give back 2,500 sat/);
  await m.close();
});

test("a node that does not answer or lets nobody in is the first thing on the page", async () => {
  const { m, owner } = await openOwner();
  m.shop.node.faults.next("info", "not-applied");
  assert.match(
    wordsOf(await owner.get("/owner")),
    /One thing needs your attention.*Not answering Nobody can pay at the moment/,
  );
  await m.close();
  const locked = await openBusyMarket();
  const info = () => Promise.reject(new Misconfigured("permission denied"));
  const visitor = new Visitor({ ...locked, hub: locked.hub });
  await visitor.signIn({ role: "owner" });
  Object.assign(locked.hub.node, { info });
  assert.match(wordsOf(await visitor.get("/owner")), /The node does not let the hub in/);
  await locked.close();
});

test("a rate is fixed and released; one that is missing is called out", async () => {
  const { m, owner } = await openOwner();
  const fixed = await owner.submit(await owner.get("/owner"), "/owner/rates", { currency: "EUR", amount: "95,000.50" });
  assert.match(wordsOf(fixed), /The rate for EUR is fixed.*1 BTC = €95,000.50 Fixed by you/);
  const wrong = await owner.submit(fixed, "/owner/rates", { currency: "EUR", amount: "-1" });
  assert.is(wrong.status, 422);
  const released = await owner.post("/owner/rates/release", { currency: "KRW" });
  assert.match(wordsOf(released), /The rate for KRW follows the market again/);
  assert.match(wordsOf(released), /No rate There is no rate for KRW, so products priced in it cannot be bought/);
  assert.match(wordsOf(await new Visitor(m).get(`/products/${m.products.posted}`)), /Price not available right now/);
  await m.close();
});

test("an observed rate grows old before the owner's eyes", async () => {
  const { m, owner } = await openOwner();
  const at = m.hub.clock();
  await m.hub.db
    .insertInto("rate")
    .values({ id: "EUR@1", currency: "EUR", minor_per_btc: 9_500_000n, source: "median of a, b, c", at_ms: at })
    .execute();
  assert.match(wordsOf(await owner.get("/owner")), /1 BTC = €95,000.00 Fresh median of a, b, c/);
  m.shop.clock.advance(HOUR_MS / 2n);
  await owner.signIn({ role: "owner" });
  assert.match(wordsOf(await owner.get("/owner")), /The rate for EUR is out of date/);
  await m.close();
});

test("every payment is listed with what became of it, and leads to its order", async () => {
  const { m, owner } = await openOwner();
  const words = wordsOf(await owner.get("/owner/payments"));
  for (const kind of ["In full", "Too much", "Late", "After the end"]) assert.ok(words.includes(kind), kind);
  const order = await owner.get(`/owner/orders/${m.orders.overpaid.id}`);
  assert.is(order.path, `/owner/stalls/${m.stallId}/desk/orders/${m.orders.overpaid.id}`);
  await m.close();
});

test("a stall is opened with an address of its own, which nobody else can take", async () => {
  const { m, owner } = await openOwner();
  const opened = await owner.submit(await owner.get("/owner/stalls"), "/owner/stalls", {
    title: "Clay & Wool",
    slug: "Clay-Wool",
  });
  assert.match(wordsOf(opened), /Clay & Wool is open/);
  assert.is((await new Visitor(m).get("/stalls/clay-wool")).status, 200);
  const taken = await owner.submit(opened, "/owner/stalls", { title: "Another", slug: "clay-wool" });
  assert.is(taken.status, 422);
  assert.match(wordsOf(taken), /Address: Another stall already has this address/);
  assert.match(taken.html, /value="Another"/);
  await m.close();
});
