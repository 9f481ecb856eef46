import { readdirSync } from "node:fs";
import * as assert from "uvu/assert";
import { findOwnProduct } from "../../app/catalog/find-product.ts";
import { listProducts } from "../../app/catalog/list-products.ts";
import { listStalls } from "../../app/catalog/list-stalls.ts";
import { outsideTransactions } from "../../app/db/outside.ts";
import { seedDemo } from "../../app/demo/seed.ts";
import { sharpPictures } from "../../app/gateways/pictures/sharp.ts";
import { sandboxRates } from "../../app/gateways/rates/sandbox.ts";
import { currentRates } from "../../app/rates/current-rates.ts";
import { observeRates } from "../../app/rates/observe-rates.ts";
import { pricedCurrencies } from "../../app/rates/priced-currencies.ts";
import { granted } from "../catalog/stalls.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("demo/seed");
const clock = testClock();
const random = testRandom();
const pictures = outsideTransactions(sharpPictures({ deadlineMs: 20_000, idleMs: 1 }));

const db = await openTestDatabase();
const seeded = await seedDemo(db, pictures, clock(), random);
clock.advance(1_000n);
await observeRates(db, [sandboxRates()], await pricedCurrencies(db), clock(), 1);
const rates = await currentRates(db, clock());
const stalls = (await granted(listStalls(db))).items;
const products = (await granted(listProducts(db, { limit: 100 }, rates))).items;
test.after(() => db.destroy());

test("the first look has at least three stalls and twelve products, every one with a picture of ours", async () => {
  assert.equal(seeded, { stalls: stalls.length, products: products.length, undrawn: [] });
  assert.ok(stalls.length >= 3 && products.length >= 12);
  const signs = stalls.map((stall) => stall.sign);
  const shown = [...signs, ...products.map((product) => product.pictures[0])];
  for (const picture of shown) {
    assert.ok(picture !== undefined && picture.alt !== "");
    const widths = signs.includes(picture) ? [320, 640, 1120, 2240] : [320, 640, 1120];
    assert.equal([picture.width, picture.widths], [widths.at(-1), widths]);
  }
  assert.is(new Set(shown.map((picture) => picture?.id)).size, shown.length);
  assert.is(readdirSync("ui/demo").filter((file) => file.endsWith(".svg")).length, shown.length);
});

test("every stall says how its seller is reached, at an address that is nobody's", () => {
  for (const { contact, slug } of stalls)
    assert.match(contact, /^(?:[\w.+-]+@|https:\/\/)[a-z-]+\.example(?:\/|$)/, slug);
});

test("the demo shows every kind of product, price and stock", async () => {
  assert.equal([...new Set(products.map((product) => product.kind))].toSorted(), ["digital", "physical", "pickup"]);
  assert.equal([...new Set(products.map((product) => product.price.currency))].toSorted(), [
    "EUR",
    "KRW",
    "SAT",
    "USD",
  ]);
  assert.ok(products.some((product) => product.variants.length > 1 && product.hasSeveralPrices));
  for (const [what, has] of [
    ["sold out", 0n],
    ["last one", 1n],
    ["uncounted", null],
  ] as const) {
    assert.ok(
      products.some((product) => product.stock === has),
      what,
    );
  }
});

test("every product speaks Korean and English and can be priced in sats in the sandbox", async () => {
  for (const { id, stallId, title, priceMsat, category } of products) {
    const { text } = await granted(findOwnProduct(db, stallId, id, rates));
    for (const words of [title, text, category]) assert.ok(/[가-힣]/.test(words) && /[a-z]{3}/.test(words), title);
    assert.ok(priceMsat !== undefined && priceMsat > 0n, title);
  }
});

test("the stalls take turns at the top of the market, and nothing sold out stands there", () => {
  assert.is(new Set(products.slice(0, stalls.length).map((product) => product.stallId)).size, stalls.length);
  assert.ok(products.slice(0, 8).every((product) => product.stock !== 0n));
});

test("a market that has a stall is left alone", async () => {
  assert.is(await seedDemo(db, pictures, clock(), random), undefined);
  assert.is((await granted(listProducts(db, { limit: 100 }, rates))).items.length, products.length);
});

test("two hub processes that start at once seed once", async () => {
  const own = await openTestDatabase();
  const undrawable = { read: pictures.read, draw: () => Promise.reject(new Error("no decoder here")) };
  const results = await Promise.all([1, 2].map((seed) => seedDemo(own, undrawable, clock(), testRandom(seed))));
  assert.is(results.filter((result) => result !== undefined).length, 1);
  const market = (await granted(listProducts(own, { limit: 100 }, rates))).items;
  assert.is(market.length, products.length);
  assert.ok(
    market.every((product) => product.pictures.length === 0),
    "without a decoder there is a demo without pictures",
  );
  assert.is(results.find((result) => result !== undefined)?.undrawn.length, stalls.length + products.length);
  await own.destroy();
});
