import * as assert from "uvu/assert";
import { addVariant } from "../../app/catalog/add-variant.ts";
import { editProduct } from "../../app/catalog/edit-product.ts";
import { editVariant } from "../../app/catalog/edit-variant.ts";
import { findOwnProduct } from "../../app/catalog/find-product.ts";
import { suite } from "../support/suite.ts";
import { granted, openMarket } from "./stalls.ts";

const test = suite("catalog/variants");
const { db, clock, random, open, add, close } = await openMarket();
const stallId = await open("mine");
const otherId = await open("other");
test.after(close);

const rates = new Map();
const inWon = { price: { amount: "5000", currency: "KRW" }, variants: [{ title: "Small" }] };
const variantsOf = async (productId: string) => (await granted(findOwnProduct(db, stallId, productId, rates))).variants;

test("a variant is added behind the others, with its own price and stock", async () => {
  const { productId } = await add(stallId, inWon);
  await granted(addVariant(db, stallId, productId, { title: "Large", price: "9000", stock: 4 }, clock(), random));
  await granted(addVariant(db, stallId, productId, { title: "Medium" }, clock(), random));
  const shown = (await variantsOf(productId)).map(({ title, price, stock }) => [title, price.minor, stock]);
  assert.equal(shown, [
    ["Small", 5_000n, null],
    ["Large", 9_000n, 4n],
    ["Medium", 5_000n, null],
  ]);
});

test("a product with one nameless variant needs a name for it before it gets a choice", async () => {
  const { productId, variantIds } = await add(stallId);
  const another = () => addVariant(db, stallId, productId, { title: "Another" }, clock(), random);
  assert.equal(await another(), { kind: "refused", reason: "variant-unnamed" });
  await granted(editVariant(db, stallId, variantIds[0] ?? "", { title: "First" }, clock(), random));
  await granted(another());
  assert.equal(
    (await variantsOf(productId)).map((variant) => variant.title),
    ["First", "Another"],
  );
  const nameless = await editVariant(db, stallId, variantIds[0] ?? "", { title: "" }, clock(), random);
  assert.equal(nameless, { kind: "refused", reason: "invalid-input", pointer: "/title" });
});

test("a name that does not tell variants apart is refused", async () => {
  const { productId, variantIds } = await add(stallId, inWon);
  const refused = { kind: "refused", reason: "invalid-input", pointer: "/title" };
  assert.equal(await addVariant(db, stallId, productId, { title: " small " }, clock(), random), refused);
  const { variantId } = await granted(addVariant(db, stallId, productId, { title: "Large" }, clock(), random));
  assert.equal(await editVariant(db, stallId, variantId, { title: "SMALL" }, clock(), random), refused);
  await granted(editVariant(db, stallId, variantIds[0] ?? "", { title: "SMALL" }, clock(), random));
});

test("a variant's price must be exact in the product's currency, and null goes back to the product's", async () => {
  const { productId, variantIds } = await add(stallId, inWon);
  const id = variantIds[0] ?? "";
  for (const price of ["1.5", "0", "-1", "x", ""]) {
    const refused = { kind: "refused", reason: "invalid-input", pointer: "/price" };
    assert.equal(await editVariant(db, stallId, id, { price }, clock(), random), refused, price);
    assert.equal(await addVariant(db, stallId, productId, { title: "Other", price }, clock(), random), refused, price);
  }
  await granted(editVariant(db, stallId, id, { price: "7000" }, clock(), random));
  await granted(editVariant(db, stallId, id, { title: "Renamed" }, clock(), random));
  assert.equal(
    (await variantsOf(productId)).map(({ price, hasOwnPrice }) => [price.minor, hasOwnPrice]),
    [[7_000n, true]],
  );
  await granted(editVariant(db, stallId, id, { price: null }, clock(), random));
  assert.equal(
    (await variantsOf(productId)).map(({ price, hasOwnPrice }) => [price.minor, hasOwnPrice]),
    [[5_000n, false]],
  );
  await granted(editProduct(db, stallId, productId, { price: { amount: "3.99", currency: "EUR" } }, clock(), random));
  assert.equal((await variantsOf(productId))[0]?.price, { currency: "EUR", minor: 399n });
});

test("a product takes thirty variants and no more, even when two sellers add the last at once", async () => {
  const variants = Array.from({ length: 29 }, (_, index) => ({ title: `v${index}` }));
  const { productId } = await add(stallId, { variants });
  const results = await Promise.all(
    ["x", "y"].map((title) => addVariant(db, stallId, productId, { title }, clock(), random)),
  );
  assert.equal(results.map((result) => ("reason" in result ? result.reason : "added")).toSorted(), [
    "added",
    "too-many-variants",
  ]);
  assert.is((await variantsOf(productId)).length, 30);
});

test("a seller reaches no other stall's variants, and a strange id reaches none", async () => {
  const { productId, variantIds } = await add(stallId, inWon);
  const [variantId] = variantIds;
  assert.equal(await addVariant(db, otherId, productId, { title: "x" }, clock(), random), {
    kind: "refused",
    reason: "unknown-product",
  });
  for (const [stall, id] of [
    [otherId, variantId],
    [stallId, "a\0"],
    [stallId, "var_"],
    [stallId, productId],
  ] as const) {
    assert.equal(await editVariant(db, stall, id ?? "", { title: "x" }, clock(), random), {
      kind: "refused",
      reason: "unknown-variant",
    });
  }
  assert.equal(
    (await variantsOf(productId)).map((variant) => variant.title),
    ["Small"],
  );
});
