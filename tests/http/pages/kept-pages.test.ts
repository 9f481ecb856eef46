import * as assert from "uvu/assert";
import { editProduct } from "../../../app/catalog/edit-product.ts";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { openHub } from "../hub.ts";
import { seedOrder } from "./busy-market.ts";
import { seedProduct, seedRates, seedStall } from "./goods.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/kept-pages");

test("a product's page that was just shown changes with the next order, price and rate", async () => {
  const t = await openHub();
  await seedRates(t);
  const { stallId } = await seedStall(t, "orchard");
  const { productId, variantIds } = await seedProduct(t, stallId, {
    price: { amount: "18000", currency: "KRW" },
    variants: [{ title: "", stock: 2 }],
  });
  const visitor = new Visitor(t);
  const look = async () => wordsOf(await visitor.get(`/products/${productId}`));
  assert.match(await look(), /12,000 sat ₩18,000 Only 2 left/);
  await seedOrder(t, stallId, productId, variantIds[0]);
  assert.match(await look(), /Only 1 left/);
  await editProduct(
    t.hub.db,
    stallId,
    productId,
    { price: { amount: "9000", currency: "KRW" } },
    t.hub.clock(),
    t.hub.random,
  );
  assert.match(await look(), /6,000 sat ₩9,000/);
  await seedRates(t);
  await t.hub.db.deleteFrom("setting").execute();
  t.shop.clock.advance(MINUTE_MS);
  assert.match(await look(), /Price not available right now/);
  await t.close();
});

test("what one visitor sees is not shown to another who reads or carries something else", async () => {
  const t = await openHub();
  const { stallId } = await seedStall(t, "orchard");
  const { productId } = await seedProduct(t, stallId);
  const english = new Visitor(t);
  const shown = await english.get(`/products/${productId}`);
  assert.match((await new Visitor(t, "ko").get(`/products/${productId}`)).html, /<html lang="ko"/);
  await english.submit(shown, "/basket/things", { quantity: "3" });
  assert.match((await english.get(`/products/${productId}`)).html, /Basket, 3 things/);
  assert.not.match((await new Visitor(t).get(`/products/${productId}`)).html, /Basket, \d+ things/);
  const seller = new Visitor(t);
  await seller.signIn({ role: "seller", stallId });
  assert.match((await seller.get("/")).html, /My stall/);
  assert.not.match((await new Visitor(t).get("/")).html, /My stall/);
  await t.close();
});
