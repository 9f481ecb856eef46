import * as assert from "uvu/assert";
import { HOUR_MS } from "../../../app/domain/time.ts";
import { Misconfigured } from "../../../app/domain/outcome.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { openBusyMarket } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, linkIn, linksIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/owner");

async function openOwner(): Promise<{ m: BusyMarket; owner: Visitor }> {
  const m = await openBusyMarket();
  const owner = new Visitor(m);
  await owner.signIn({ role: "owner" });
  return { m, owner };
}

/** More payments for one order than fit on a page, all of them with this much to give back. */
async function addPayments({ hub, orders }: BusyMarket, prefix: string, count: number, refundable: bigint) {
  const paid = await hub.db.selectFrom("payment").selectAll().where("order_id", "=", orders.paid.id).executeTakeFirst();
  assert.ok(paid);
  const rows = Array.from({ length: count }, (_, index) => {
    const name = `${prefix}${index.toString().padStart(25, "0")}`;
    return { ...paid, id: `pay_${name}`, reference: name, refundable_msat: refundable };
  });
  await hub.db.insertInto("payment").values(rows).execute();
  const owed = { order_id: orders.paid.id, stall_id: "stl_1", amount_msat: refundable * BigInt(count) };
  await hub.db
    .insertInto("owed")
    .values(owed)
    .onConflict((row) => row.column("order_id").doNothing())
    .execute();
  return count;
}

test("the owner sees at once that everything is fine", async () => {
  const t = await openHub();
  const owner = new Visitor(t);
  await owner.signIn({ role: "owner" });
  assert.match(wordsOf(await owner.get("/owner")), /Everything is fine/);
  assert.match(wordsOf(await owner.get("/owner/payments?owed=1")), /Nothing to give back/);
  await t.close();
});

test("the owner sees of how many orders money has to go back, how much that is, and gets to them in one press", async () => {
  const { m, owner } = await openOwner();
  const overview = await owner.get("/owner");
  const expected =
    /One thing needs your attention Board and backups 2 orders with money to give back 2,500 sat came too late, twice or too much/;
  assert.match(wordsOf(overview), expected);
  const owed = await owner.get(linkIn(overview, /owed/));
  const orders = [...owed.html.matchAll(/href="\/owner\/orders\/(ord_\w+)"/g)].map(([, id = ""]) => id);
  assert.equal(orders.toSorted(), [m.orders.overpaid.id, m.orders.afterEnd.id].toSorted());
  const order = await owner.get(`/owner/orders/${m.orders.overpaid.id}`);
  assert.match(wordsOf(order), /To give back 500 sat The buyer paid more than asked. The difference goes back/);
  await m.close();
});

test("the list of what has to go back stays that list from page to page", async () => {
  const { m, owner } = await openOwner();
  const owed = await addPayments(m, "a", 60, 1n);
  await addPayments(m, "b", 60, 0n);
  const seen: string[] = [];
  let page = await owner.get("/owner/payments?owed=1");
  for (let pages = 0; pages < 5; pages += 1) {
    for (const [, cell = ""] of page.html.matchAll(/data-label="To give back"[^>]*>([\s\S]*?)<\/td>/g)) seen.push(cell);
    assert.match(page.html, /<a href="\/owner\/payments\?owed=1" aria-current="page">/);
    const next = linksIn(page, /^\/owner\/payments\?.*before=/).find((address) => address !== page.path);
    if (next === undefined) break;
    page = await owner.get(next);
  }
  assert.is(seen.length, owed + 2);
  assert.not.ok(seen.includes("–"), "a payment that was used whole is among them");
  assert.equal(linksIn(page, /^\/owner\/payments\?owed=1$/).length, 2, "the tab, and the way back to the newest");
  await m.close();
});

test("the owner reads what the books say", async () => {
  const { m, owner } = await openOwner();
  const words = wordsOf(await owner.get("/owner"));
  assert.match(words, /Practice node/);
  assert.match(words, /Received over Lightning 22,500 sat Of it the sellers’ 20,000 sat Of it to give back 2,500 sat/);
  await m.close();
});

test("a node that does not answer or lets nobody in is the first thing on the page", async () => {
  const { m, owner } = await openOwner();
  m.shop.node.faults.next("info", "not-applied");
  assert.match(
    wordsOf(await owner.get("/owner")),
    /2 things need your attention Board and backups Not answering Nobody can pay at the moment/,
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
    contact: "clay@wool.example",
  });
  assert.match(wordsOf(opened), /Clay & Wool is open/);
  const shown = await new Visitor(m).get("/stalls/clay-wool");
  assert.is(shown.status, 200);
  assert.match(wordsOf(shown), /How to reach the seller: clay@wool.example/);
  const again = { title: "Another", slug: "clay-wool", contact: "another@wool.example" };
  const taken = await owner.submit(opened, "/owner/stalls", again);
  assert.is(taken.status, 422);
  assert.match(wordsOf(taken), /Address: Another stall already has this address/);
  assert.match(taken.html, /value="Another"/);
  assert.match(taken.html, /value="another@wool.example"/);
  await m.close();
});
