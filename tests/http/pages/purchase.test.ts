import * as assert from "uvu/assert";
import { ship } from "../../../app/orders/ship.ts";
import { assertSound } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import type { TestHub } from "../hub.ts";
import { seedProduct, seedRates, seedStall } from "./goods.ts";
import { Visitor, linkIn, linksIn, wordsOf } from "./visitor.ts";
import type { Answer } from "./visitor.ts";

const test = suite("http/pages/purchase");

async function openMarket(): Promise<TestHub> {
  const t = await openHub();
  await seedRates(t);
  const { stallId } = await seedStall(t, "orchard", "Halla Orchard", "We grow **mandarins**.");
  const variants = [
    { title: "Small", stock: 3 },
    { title: "Large", price: "30000", stock: 5 },
  ];
  await seedProduct(t, stallId, {
    title: "Mandarins",
    kind: "physical",
    price: { amount: "18000", currency: "KRW" },
    variants,
  });
  return t;
}

/** From the market to the filled-in order form. */
async function reachForm(buyer: Visitor): Promise<Answer> {
  const market = await buyer.get("/");
  assert.match(wordsOf(market), /Halla Orchard.*Mandarins/);
  const product = await buyer.get(linkIn(market, /^\/products\//));
  assert.match(wordsOf(product), /from 12,000 sat ₩18,000/);
  const [, large = ""] = linksIn(product, /^var_/);
  const added = await buyer.submit(product, "/basket/things", { variant: large, quantity: "2" });
  assert.match(wordsOf(added), /“Mandarins” is in your basket/);
  return buyer.get("/basket");
}

const address = {
  name: "Mina Kim",
  address: "12 Harbour Road\nSeoul",
  contact: "mina@example.org",
  note: "Ring twice",
};

test("a purchase goes from the market to received by plain forms alone", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  assert.match(wordsOf(basket), /Total 40,000 sat ₩60,000/);
  const checkout = await buyer.submit(basket, "/orders", address);
  assert.match(checkout.path, /^\/orders\/ord_[0-9a-z]{26}\/[\w-]{43}$/);
  assert.match(checkout.html, /<noscript><meta http-equiv="refresh" content="5"/);
  assert.match(linkIn(checkout, /^lightning:lnbc/), /^lightning:lnbcrt400u1/);
  assert.is(buyer.cookie("basket"), undefined, "what was ordered is still in the basket");
  const paid = await buyer.submit(checkout, /\/sandbox-pay$/);
  assert.is(paid.path, checkout.path);
  assert.match(wordsOf(paid), /Paid. Thank you!.*The seller packs your order.*Mandarins Large · 2 × 20,000 sat/);
  const seller = { db: t.hub.db, clock: t.hub.clock, random: t.hub.random };
  const { stall_id: stallId, id } = await t.hub.db
    .selectFrom("orders")
    .select(["id", "stall_id"])
    .executeTakeFirstOrThrow();
  await ship(seller, stallId, id);
  const shipped = await buyer.get(checkout.path);
  assert.match(wordsOf(shipped), /On its way.*Tell the seller when it has arrived/);
  const received = await buyer.submit(shipped, /\/received$/);
  assert.match(wordsOf(received), /Thank you for telling the seller.*All done/);
  await assertSound(t.shop);
  await t.close();
});

test("the same form sent twice is one order", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  const first = await buyer.submit(basket, "/orders", address);
  const again = await buyer.submit(basket, "/orders", address);
  assert.is(again.path, first.path);
  assert.is((await t.hub.db.selectFrom("orders").selectAll().execute()).length, 1);
  await t.close();
});

test("a form used again for something else asks to look once more, with a new key", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  await buyer.submit(basket, "/orders", address);
  const refused = await buyer.submit(basket, "/orders", { ...address, note: "Something else" });
  assert.is(refused.status, 422);
  assert.match(wordsOf(refused), /already used for another order/);
  const second = await buyer.submit(refused, "/orders");
  assert.match(second.path, /^\/orders\//);
  assert.is((await t.hub.db.selectFrom("orders").selectAll().execute()).length, 2);
  await t.close();
});

test("a form without an address comes back with everything typed and says what is missing", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  const again = await buyer.submit(basket, "/orders", { ...address, address: "", note: "Ring <twice>" });
  assert.is(again.status, 422);
  assert.match(wordsOf(again), /Please check one thing Address: Please fill this in/);
  assert.match(again.html, /<a href="#f-address">/);
  assert.match(again.html, /value="Mina Kim"/);
  assert.match(again.html, /Ring &lt;twice>/);
  assert.is((await t.hub.db.selectFrom("orders").selectAll().execute()).length, 0);
  await t.close();
});

test("more than there is says how many are left and keeps the form", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  const quantity = /name="(quantity:[^"]+)"/.exec(basket.html)?.[1] ?? "";
  const again = await buyer.submit(basket, "/orders", { ...address, [quantity]: "7" });
  assert.is(again.status, 409);
  assert.match(wordsOf(again), /Only 5 of “Mandarins” left/);
  assert.match(again.html, /value="Mina Kim"/);
  await t.close();
});

test("a node that does not answer costs no order: the page says so and looks again", async () => {
  const t = await openMarket();
  const buyer = new Visitor(t);
  const basket = await reachForm(buyer);
  t.shop.node.faults.next("createInvoice", "not-applied");
  const checkout = await buyer.submit(basket, "/orders", address);
  assert.is(checkout.status, 200);
  assert.match(wordsOf(checkout), /node does not answer No invoice could be made and nothing was charged/);
  assert.match(checkout.html, /http-equiv="refresh"/);
  await t.close();
});
