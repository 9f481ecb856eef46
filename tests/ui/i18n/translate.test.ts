import * as assert from "uvu/assert";
import { translatorFor } from "../../../ui/i18n/translate.ts";
import { suite } from "../../support/suite.ts";

const test = suite("ui/i18n/translate");

const english = translatorFor("en");
const korean = translatorFor("ko");

test("one thing and many things are said differently in English", () => {
  assert.is(english("market.products.count", { count: 1 }), "1 product");
  assert.is(english("market.products.count", { count: 0 }), "0 products");
  assert.is(english("market.products.count", { count: 12_345 }), "12,345 products");
});

test("Korean has one form for all counts", () => {
  assert.is(korean("market.products.count", { count: 1 }), "상품 1개");
  assert.is(korean("market.products.count", { count: 12_345 }), "상품 12,345개");
});

test("values stand in their places, and braces in a value stay as they are", () => {
  assert.is(english("order.from", { stall: "{count} & $& <b>" }), "From {count} & $& <b>");
});

test("a sentence nobody wrote is a mistake, not an empty place", () => {
  const unchecked: (key: string) => string = english as (key: string) => string;
  assert.throws(() => unchecked("market.nothing"), /no "market\.nothing"/);
  assert.throws(() => unchecked("constructor"), /catalogue has no/);
});
