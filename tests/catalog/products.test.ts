import * as assert from "uvu/assert";
import { addProduct } from "../../app/catalog/add-product.ts";
import { editProduct } from "../../app/catalog/edit-product.ts";
import { editStall } from "../../app/catalog/edit-stall.ts";
import { findOwnProduct, findProduct } from "../../app/catalog/find-product.ts";
import { productVersion } from "../../app/catalog/product-version.ts";
import type { Rates } from "../../app/catalog/product.ts";
import { setStock } from "../../app/catalog/set-stock.ts";
import { msat } from "../../app/domain/money.ts";
import { suite } from "../support/suite.ts";
import { claim, granted, openMarket } from "./stalls.ts";

const test = suite("catalog/products");
const { db, clock, random, open, add, close } = await openMarket();
const stallId = await open("bakery", { title: "Bakery" });
const otherId = await open("other");
test.after(close);

const rates: Rates = new Map([["KRW", { currency: "KRW", minorPerBtc: 150_000_000n, source: "test", atMs: 0n }]]);
const unknown = { kind: "refused", reason: "unknown-product" };

const coffee = {
  title: "Coffee",
  text: "**Washed**, from Yirgacheffe",
  kind: "physical",
  category: "Beans",
  price: { amount: "15000", currency: "KRW" },
  variants: [
    { title: "200 g", stock: 3 },
    { title: "500 g", price: "33000", stock: 2 },
  ],
};

test("a product is shown with its text, variants, prices in both units, and stock", async () => {
  const { productId, variantIds } = await add(stallId, coffee);
  assert.equal(await findProduct(db, productId, rates), {
    id: productId,
    stallId,
    stallSlug: "bakery",
    stallTitle: "Bakery",
    title: "Coffee",
    kind: "physical",
    category: "Beans",
    price: { currency: "KRW", minor: 15_000n },
    priceMsat: msat(10_000_000n),
    hasSeveralPrices: true,
    stock: 5n,
    variants: [
      {
        id: variantIds[0],
        title: "200 g",
        price: { currency: "KRW", minor: 15_000n },
        priceMsat: msat(10_000_000n),
        hasOwnPrice: false,
        stock: 3n,
        reserved: 0n,
      },
      {
        id: variantIds[1],
        title: "500 g",
        price: { currency: "KRW", minor: 33_000n },
        priceMsat: msat(22_000_000n),
        hasOwnPrice: true,
        stock: 2n,
        reserved: 0n,
      },
    ],
    pictures: [],
    state: "listed",
    createdAtMs: clock(),
    updatedAtMs: clock(),
    text: "**Washed**, from Yirgacheffe",
    basePrice: { currency: "KRW", minor: 15_000n },
  });
});

test("without a rate a fiat price has no amount in sats, and a price in sats has one all the same", async () => {
  const none: Rates = new Map();
  const won = await granted(findProduct(db, (await add(stallId, coffee)).productId, none));
  assert.equal([won.priceMsat, ...won.variants.map((variant) => variant.priceMsat)], [undefined, undefined, undefined]);
  const sats = await granted(findProduct(db, (await add(stallId)).productId, none));
  assert.is(sats.priceMsat, 1_000_000n);
});

test("the price of a product is that of its cheapest variant", async () => {
  const variants = [
    { title: "large", price: "9000" },
    { title: "small", price: "4000" },
  ];
  const { productId } = await add(stallId, { ...coffee, variants });
  const product = await granted(findProduct(db, productId, rates));
  assert.equal([product.price.minor, product.basePrice.minor, product.hasSeveralPrices], [4_000n, 15_000n, true]);
});

test("what open orders have claimed cannot be sold, and one uncounted variant makes the product unlimited", async () => {
  const counted = await add(stallId, coffee);
  await claim(db, counted.variantIds[0] ?? "", 2n);
  const product = await granted(findProduct(db, counted.productId, rates));
  assert.equal(
    product.variants.map(({ stock, reserved }) => [stock, reserved]),
    [
      [1n, 2n],
      [2n, 0n],
    ],
  );
  assert.is(product.stock, 3n);
  const mixed = await add(stallId, {
    ...coffee,
    variants: [
      { title: "a", stock: 0 },
      { title: "b", stock: null },
    ],
  });
  assert.is((await granted(findProduct(db, mixed.productId, rates))).stock, null);
});

test("hidden products and those of closed stalls are seen by their seller only", async () => {
  const hidden = await add(stallId, { state: "hidden" });
  const closing = await open("closing");
  const shut = await add(closing);
  await granted(editStall(db, closing, { state: "closed" }, clock(), random));
  for (const [owner, { productId }] of [
    [stallId, hidden],
    [closing, shut],
  ] as const) {
    assert.equal(await findProduct(db, productId, rates), unknown);
    assert.is(await productVersion(db, productId), undefined);
    assert.is((await granted(findOwnProduct(db, owner, productId, rates))).id, productId);
    assert.equal(await findOwnProduct(db, otherId, productId, rates), unknown);
  }
});

test("a product that is not there is refused, however strange its id", async () => {
  for (const id of ["", "prd_", "a\0b", "prd_" + "0".repeat(26), "'; DROP TABLE product; --", "x".repeat(10_000)]) {
    assert.equal(await findProduct(db, id, rates), unknown);
    assert.equal(await editProduct(db, stallId, id, {}, clock(), random), unknown);
    assert.is(await productVersion(db, id), undefined);
  }
});

test("input that is not a product is refused with every field at fault", async () => {
  const cases: [object, string[]][] = [
    [{ title: "" }, ["/title"]],
    [{ title: "x".repeat(121), text: "x".repeat(10_001) }, ["/title", "/text"]],
    [{ title: "a\nb" }, ["/title"]],
    [{ title: "lone \ud800 surrogate" }, ["/title"]],
    [{ kind: "service", state: "sold" }, ["/kind", "/state"]],
    [{ price: { amount: "0", currency: "KRW" } }, ["/price/amount"]],
    [{ price: { amount: "-5", currency: "KRW" } }, ["/price/amount"]],
    [{ price: { amount: "1.5", currency: "KRW" } }, ["/price/amount"]],
    [{ price: { amount: "1e3", currency: "USD" } }, ["/price/amount"]],
    [{ price: { amount: 5, currency: "USD" } }, ["/price/amount"]],
    [{ price: { amount: "5", currency: "ZZZ" } }, ["/price/currency"]],
    [{ price: { amount: "9".repeat(19), currency: "USD" } }, ["/price/amount"]],
    [{ variants: [] }, ["/variants"]],
    [{ variants: Array.from({ length: 31 }, (_, index) => ({ title: `v${index}` })) }, ["/variants"]],
    [{ variants: [{ title: "a" }, { title: "" }] }, ["/variants/1/title"]],
    [{ variants: [{ title: "Large" }, { title: "large" }] }, ["/variants/1/title"]],
    [{ variants: [{ title: "a", price: "1.5" }] }, ["/variants/0/price"]],
    [
      {
        variants: [
          { title: "a", stock: -1 },
          { title: "b", stock: 1.5 },
          { title: "c", stock: "3" },
        ],
      },
      ["/variants/0/stock", "/variants/1/stock", "/variants/2/stock"],
    ],
    [{ variants: [{ title: "a", stock: 1e300 }] }, ["/variants/0/stock"]],
    [{ version: 3, id: "x" }, ["/version", "/id"]],
  ];
  for (const [wrong, pointers] of cases) {
    const refused = await addProduct(db, stallId, { ...coffee, ...wrong }, clock(), random);
    assert.ok("errors" in refused, JSON.stringify(wrong).slice(0, 100));
    assert.equal(
      refused.errors.map((error) => error.pointer),
      pointers,
      JSON.stringify(wrong).slice(0, 100),
    );
    assert.is(refused.pointer, pointers[0]);
  }
});

test("a product for a stall that is not there is refused", async () => {
  assert.equal(await addProduct(db, "stl_none", coffee, clock(), random), { kind: "refused", reason: "unknown-stall" });
});

test("editing makes a new version, keeps the rest and is found by its new words", async () => {
  const { productId } = await add(stallId, coffee);
  const before = await granted(findProduct(db, productId, rates));
  clock.advance(5n);
  await granted(
    editProduct(db, stallId, productId, { title: "Tea", price: { amount: "9000", currency: "KRW" } }, clock(), random),
  );
  const after = await granted(findProduct(db, productId, rates));
  assert.equal(
    [after.title, after.basePrice.minor, after.text, after.updatedAtMs],
    ["Tea", 9_000n, before.text, clock()],
  );
  const { version, search } = await db
    .selectFrom("product")
    .select(["version", "search"])
    .where("id", "=", productId)
    .executeTakeFirstOrThrow();
  assert.equal([version, search], [2n, "tea\n**washed**, from yirgacheffe"]);
});

test("a seller cannot edit another stall's product", async () => {
  const { productId } = await add(stallId, coffee);
  const before = await findProduct(db, productId, rates);
  assert.equal(await editProduct(db, otherId, productId, { title: "Mine" }, clock(), random), unknown);
  assert.equal(await findProduct(db, productId, rates), before);
});

test("the currency cannot change under variants that have prices of their own", async () => {
  const { productId } = await add(stallId, coffee);
  const dollars = { price: { amount: "12.00", currency: "USD" } };
  const refused = await editProduct(db, stallId, productId, dollars, clock(), random);
  assert.equal(refused, { kind: "refused", reason: "variants-priced", pointer: "/price/currency" });
  const plain = await add(stallId);
  await granted(editProduct(db, stallId, plain.productId, dollars, clock(), random));
  assert.equal((await granted(findProduct(db, plain.productId, rates))).basePrice, { currency: "USD", minor: 1_200n });
});

test("the version that keeps a page changes with all that the page shows, and with nothing else", async () => {
  const { productId, variantIds } = await add(stallId, coffee);
  const variantId = variantIds[1] ?? "";
  const changes: [string, () => Promise<unknown>][] = [
    ["an edit", () => granted(editProduct(db, stallId, productId, { text: "new" }, clock(), random))],
    ["stock", () => granted(setStock(db, stallId, variantId, { stock: 9 }, clock(), random))],
    ["a claim", () => claim(db, variantId, 1n)],
    ["the stall's title", () => granted(editStall(db, stallId, { title: "Bakery II" }, clock(), random))],
  ];
  const seen = new Set([await productVersion(db, productId)]);
  for (const [what, change] of changes) {
    await change();
    const version = await productVersion(db, productId);
    assert.not(seen.has(version), what);
    assert.is(await productVersion(db, productId), version);
    seen.add(version);
  }
  await granted(editProduct(db, stallId, (await add(stallId)).productId, { text: "other" }, clock(), random));
  assert.ok(seen.has(await productVersion(db, productId)));
});
