import * as assert from "uvu/assert";
import { MAX_EACH, MAX_ENTRIES, add, change, readBasket, writeBasket } from "../../../app/http/pages/basket-cookie.ts";
import type { BasketEntry } from "../../../app/http/pages/basket-cookie.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { openBusyMarket } from "./busy-market.ts";
import { seedProduct, seedStall } from "./goods.ts";
import { Visitor, formIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/basket");

function entry(number: number, quantity = 1n): BasketEntry {
  const tail = String(number).padStart(26, "0");
  return { productId: `prd_${tail}`, variantId: `var_${tail}`, quantity };
}

test("a basket survives the way through its cookie, and a full one fits into it", () => {
  const full = Array.from({ length: MAX_ENTRIES }, (_, index) => entry(index, MAX_EACH));
  assert.equal(readBasket(writeBasket(full)), full);
  assert.ok(encodeURIComponent(writeBasket(full)).length < 3_900);
});

test("a basket holds a limited number of things and of each, and loses what is set to zero", () => {
  const full = Array.from({ length: MAX_ENTRIES }, (_, index) => entry(index));
  assert.equal(add(full, entry(999)), full);
  assert.equal(add([entry(1, 998n)], entry(1, 500n)), [entry(1, MAX_EACH)]);
  assert.equal(
    change(
      [entry(1), entry(2)],
      new Map([
        [entry(1).variantId, 0n],
        [entry(2).variantId, 7n],
      ]),
    ),
    [entry(2, 7n)],
  );
});

const GOOD = `${"0".repeat(26)}.${"0".repeat(26)}`;

for (const cookie of [
  "",
  "~~~~",
  "x",
  "undefined",
  `${GOOD}.0`,
  `${GOOD}.-1`,
  `${GOOD}.1e9`,
  `${GOOD}.1000`,
  `${GOOD}.01`,
  `${GOOD}.1.1`,
  `${GOOD.toUpperCase()}.x`,
  `${"i".repeat(26)}.${"0".repeat(26)}.1`,
  "'; DROP TABLE orders; --",
  "\u{0}",
  "%",
  "~".repeat(4_000),
  `${GOOD}.1~`.repeat(60),
  JSON.stringify([{ id: 1 }]),
]) {
  test(`the basket cookie ${JSON.stringify(cookie.slice(0, 40))} is read as what it is: nothing, or no more than allowed`, () => {
    const basket = readBasket(cookie);
    assert.ok(basket.length <= MAX_ENTRIES);
    for (const { quantity } of basket) assert.ok(quantity >= 1n && quantity <= MAX_EACH);
  });
}

test("a basket cookie that somebody wrote breaks no page", async () => {
  const m = await openBusyMarket();
  const id = (text: string) => text.slice(4);
  const variant = await m.hub.db
    .selectFrom("variant")
    .select("id")
    .where("product_id", "=", m.products.digital)
    .executeTakeFirstOrThrow();
  const tampered = [
    "x",
    "%E0%A4%A",
    "%00",
    `${GOOD}.5`,
    `${id(m.products.digital)}.${"0".repeat(26)}.5`,
    `${id(m.products.posted)}.${id(variant.id)}.5`,
    `${id(m.products.hidden)}.${id(variant.id)}.5`,
    `${id(m.products.digital)}.${id(variant.id)}.999`,
    `${GOOD}.1~`.repeat(1_000),
  ];
  for (const cookie of tampered) {
    const visitor = new Visitor(m);
    for (const path of ["/", "/basket", "/basket/orchard", `/products/${m.products.digital}`]) {
      visitor.setCookie("basket", cookie);
      assert.is((await visitor.get(path)).status, 200, `${path} with ${cookie.slice(0, 60)}`);
    }
  }
  await m.close();
});

test("what is no longer for sale is taken out, and the page says so once", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard");
  const { productId } = await seedProduct(t, stallId);
  const buyer = new Visitor(t);
  await buyer.submit(await buyer.get(`/products/${productId}`), "/basket/things");
  await t.hub.db.updateTable("product").set({ state: "hidden" }).where("id", "=", productId).execute();
  assert.match(wordsOf(await buyer.get("/basket")), /no longer for sale.*Your basket is empty/);
  assert.not.match(wordsOf(await buyer.get("/basket")), /no longer for sale/);
  await t.close();
});

test("quantities change and things go out by plain forms, and what was typed stays", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard");
  const [honey, jam] = [await seedProduct(t, stallId), await seedProduct(t, stallId, { title: "Jam" })];
  const buyer = new Visitor(t);
  for (const { productId } of [honey, jam])
    await buyer.submit(await buyer.get(`/products/${productId}`), "/basket/things");
  const basket = await buyer.get("/basket");
  const { fields } = formIn(basket.html, "/orders");
  const [quantity = ""] = fields.map(([name]) => name).filter((name) => name.includes(honey.productId));
  const changed = fields.map(([name, value]) => (name === quantity ? "3" : name === "note" ? "Soon, please" : value));
  const updated = await buyer.post(
    "/basket",
    fields.map(([name], index) => [name, changed[index] ?? ""]),
  );
  assert.match(wordsOf(updated), /Total 8,000 sat/);
  assert.match(updated.html, />Soon, please<\/textarea>/);
  const removed = await buyer.post("/basket", [["remove", honey.variantIds[0] ?? ""]]);
  assert.match(wordsOf(removed), /Jam.*Total 2,000 sat/);
  assert.not.match(wordsOf(removed), /Honey/);
  await t.close();
});

test("a choice that is missing or makes no sense comes back with a reason, not as an error", async () => {
  const m = await openBusyMarket();
  const buyer = new Visitor(m);
  const product = await buyer.get(`/products/${m.products.posted}`);
  const unchosen = await buyer.submit(product, "/basket/things", { quantity: "2" });
  assert.is(unchosen.status, 422);
  assert.match(wordsOf(unchosen), /Please choose one of the variants first/);
  for (const quantity of ["0", "-1", "1.5", "1e3", "9999999999999999999999", "", "x"]) {
    assert.is(
      (await buyer.submit(await buyer.get(`/products/${m.products.digital}`), "/basket/things", { quantity })).status,
      422,
      quantity,
    );
  }
  assert.is((await buyer.post("/basket/things", { product: "prd_x", variant: "var_x", quantity: "1" })).status, 404);
  await m.close();
});

test("things of two stalls are ordered one stall after the other", async () => {
  const m = await openBusyMarket();
  const buyer = new Visitor(m);
  for (const id of [m.products.digital, m.products.others])
    await buyer.submit(await buyer.get(`/products/${id}`), "/basket/things");
  const both = await buyer.get("/basket");
  assert.match(wordsOf(both), /From 2 stalls. Each stall is paid on its own/);
  const order = await buyer.submit(await buyer.get("/basket/press"), "/orders", { contact: "mina@example.org" });
  assert.match(wordsOf(order), /Pay Night Press/);
  assert.match(wordsOf(await buyer.get("/basket")), /From Halla Orchard.*Sample pack/);
  await m.close();
});
