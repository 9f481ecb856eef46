import * as assert from "uvu/assert";
import { fingerprint } from "../../app/catalog/fingerprint.ts";
import { editStall } from "../../app/catalog/edit-stall.ts";
import { listCategories } from "../../app/catalog/list-categories.ts";
import { listOwnProducts } from "../../app/catalog/list-own-products.ts";
import { listProducts } from "../../app/catalog/list-products.ts";
import type { Rates } from "../../app/catalog/product.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { suite } from "../support/suite.ts";
import { claim, granted, openMarket } from "./stalls.ts";

const test = suite("catalog/list-products");
const rates: Rates = new Map([["KRW", { currency: "KRW", minorPerBtc: 150_000_000n, source: "test", atMs: 0n }]]);

async function fullMarket() {
  const market = await openMarket();
  const [tea, bread, shut] = [await market.open("tea"), await market.open("bread"), await market.open("shut")];
  await market.add(tea, { title: "Sencha 100%", text: "Green_tea from Boseong", category: "Tea" });
  await market.add(tea, { title: "녹차 잎", text: "보성에서 온 GREEN tea", category: "Tea" });
  await market.add(bread, {
    title: "Rye loaf",
    text: "Crusty\\dark",
    category: "Bread",
    price: { amount: "6000", currency: "KRW" },
  });
  await market.add(bread, { title: "Secret loaf", category: "Hidden", state: "hidden" });
  await market.add(shut, { title: "Closed loaf", category: "Shut" });
  await granted(editStall(market.db, shut, { state: "closed" }, market.clock(), market.random));
  return { ...market, tea, bread, shut };
}

const market = await fullMarket();
const { db, tea, bread } = market;
test.after(market.close);

async function titles(query: Parameters<typeof listProducts>[1]): Promise<string[]> {
  return (await granted(listProducts(db, query, rates))).items.map((product) => product.title);
}

test("buyers find what is listed in open stalls, newest first", async () => {
  assert.equal(await titles({}), ["Rye loaf", "녹차 잎", "Sencha 100%"]);
  assert.equal(await titles({ stallId: tea }), ["녹차 잎", "Sencha 100%"]);
  assert.equal(await titles({ category: "Bread" }), ["Rye loaf"]);
  assert.equal(await titles({ category: "bread'" }), []);
});

test("a closed or unknown stall has no list", async () => {
  for (const stallId of [market.shut, "stl_x", "", "a\0", `stl_${"0".repeat(26)}`]) {
    assert.equal(await listProducts(db, { stallId }, rates), {
      kind: "refused",
      reason: "unknown-stall",
      pointer: "/stall",
    });
  }
});

test("sellers list everything of their own stall and nothing of others", async () => {
  const own = await granted(listOwnProducts(db, bread, {}, rates));
  assert.equal(
    own.items.map((product) => `${product.title} ${product.state}`),
    ["Secret loaf hidden", "Rye loaf listed"],
  );
});

test("every word must be found, in any order and case, in the title or the text", async () => {
  assert.equal(await titles({ search: "TEA green" }), ["녹차 잎", "Sencha 100%"]);
  assert.equal(await titles({ search: "green loaf" }), []);
  assert.equal(await titles({ search: "  보성에서   녹차 " }), ["녹차 잎"]);
  assert.equal(await titles({ search: "녹차".normalize("NFD") }), ["녹차 잎"]);
  assert.equal(await titles({ search: "ｓｅｎｃｈａ" }), ["Sencha 100%"]);
  assert.equal(await titles({ search: " \t" }), await titles({}));
});

test("signs that mean something to LIKE are plain signs in a search", async () => {
  assert.equal(await titles({ search: "100%" }), ["Sencha 100%"]);
  assert.equal(await titles({ search: "green_tea" }), ["Sencha 100%"]);
  assert.equal(await titles({ search: "y\\d" }), ["Rye loaf"]);
  for (const search of ["%", "_", "\\"]) assert.is((await titles({ search })).length, 1, search);
  for (const search of ["%%", "s_n", "' OR 1=1 --", "\0", "\ud800", "\u{1f4a9}", "x".repeat(100_000)]) {
    assert.is((await titles({ search })).length, search === "\0" ? 3 : 0, search.slice(0, 10));
  }
});

test("pages follow each other without gap or repetition while products come and go", async () => {
  const paged = await openMarket();
  const stall = await paged.open("many");
  for (let index = 0; index < 25; index += 1) await paged.add(stall, { title: `p${index}` });
  const first = await granted(listProducts(paged.db, { limit: 10 }, rates));
  await paged.add(stall, { title: "came later" });
  const seen = first.items.map((product) => product.title);
  for (let cursor = first.nextCursor; cursor !== null;) {
    const page = await granted(listProducts(paged.db, { limit: 10, cursor }, rates));
    seen.push(...page.items.map((product) => product.title));
    cursor = page.nextCursor;
  }
  assert.equal(
    seen,
    Array.from({ length: 25 }, (_, index) => `p${24 - index}`),
  );
  assert.is((await granted(listProducts(paged.db, { limit: 26 }, rates))).nextCursor, null);
  await paged.close();
});

test("a cursor or limit that makes no sense is refused", async () => {
  const wrong: [object, string][] = [
    [{ cursor: "" }, "/cursor"],
    [{ cursor: "prd_1" }, "/cursor"],
    [{ cursor: "a\0" }, "/cursor"],
    [{ limit: 0 }, "/limit"],
    [{ limit: 101 }, "/limit"],
    [{ limit: 1.5 }, "/limit"],
    [{ limit: Number.NaN }, "/limit"],
    [{ category: "a\0" }, "/category"],
  ];
  for (const [query, pointer] of wrong) {
    assert.equal(await listProducts(db, query, rates), { kind: "refused", reason: "invalid-input", pointer });
  }
});

test("categories are those in which buyers find something", async () => {
  assert.equal(await listCategories(db), [
    { name: "Bread", products: 1 },
    { name: "Tea", products: 2 },
  ]);
  assert.equal(await listCategories(db, tea), [{ name: "Tea", products: 2 }]);
});

test("a long list costs no more queries than a short one", async () => {
  const counted = await openMarket();
  const stall = await counted.open("many");
  for (let index = 0; index < 30; index += 1)
    await counted.add(stall, { variants: [{ title: "a", stock: 1 }, { title: "b" }] });
  let queries = 0;
  const counting = counted.db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  assert.is((await granted(listProducts(counting, { limit: 30 }, rates))).items.length, 30);
  assert.is(queries, 3);
  await counted.close();
});

test("the fingerprint of a page changes with stock, rates, titles and stalls, and only then", async () => {
  const own = await openMarket();
  const stall = await own.open("etag");
  const { variantIds } = await own.add(stall, {
    price: { amount: "9000", currency: "KRW" },
    variants: [{ title: "", stock: 2 }],
  });
  const print = async (at: Rates) => {
    const page = await listProducts(own.db, {}, at);
    assert.not(isRefused(page));
    return fingerprint(page);
  };
  const prints = [await print(rates)];
  assert.is(await print(rates), prints[0]);
  prints.push(await print(new Map()));
  await claim(own.db, variantIds[0] ?? "", 1n);
  prints.push(await print(rates));
  await granted(editStall(own.db, stall, { title: "Renamed" }, own.clock(), own.random));
  prints.push(await print(rates));
  await own.add(stall);
  prints.push(await print(rates));
  assert.is(new Set(prints).size, 5);
  await own.close();
});
