import * as assert from "uvu/assert";
import type { z } from "zod";
import type { product, productPage } from "../../../app/http/api/product.ts";
import { addProduct, addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, refused, sendOrder } from "../hub.ts";

type Page = z.infer<typeof productPage>;
type Product = z.infer<typeof product>;

const test = suite("GET /api/v1/products");

const t = await openHub();
test.after(t.close);

const list = (query = "", headers: Record<string, string> = {}) =>
  t.app.request(`/api/v1/products${query}`, { headers });

const rate = (currency: string, minorPerBtc: bigint) =>
  t.hub.db
    .insertInto("rate")
    .values({
      id: `${currency} ${minorPerBtc}`,
      currency,
      minor_per_btc: minorPerBtc,
      source: "test",
      at_ms: t.hub.clock(),
    })
    .execute();

test("a product shows its price in its own money and in msat, its stock and its variants", async () => {
  await rate("USD", 11_000_000n);
  const { productId, variantIds } = await addProduct(t.shop, {
    currency: "USD",
    priceMinor: 1_250n,
    stock: 4n,
    variants: ["red", "blue"],
  });
  const shown = await answered<Product>(t.app.request(`/api/v1/products/${productId}`), 200);
  assert.equal(shown.price, { amount: "12.50", currency: "USD" });
  assert.is(shown.priceMsat, "11364000");
  assert.is(shown.stock, 8);
  assert.equal(
    shown.variants.map(({ id }) => id),
    variantIds,
  );
  assert.is(shown.variants[1]?.title, "blue");
  assert.is(shown.stallId, t.shop.stallId);
  assert.equal(shown.images, []);
  assert.is(shown.text, "");
});

test("while no rate is known the price stands without msat", async () => {
  const { productId } = await addProduct(t.shop, { currency: "EUR", priceMinor: 100n });
  const shown = await answered<Product>(t.app.request(`/api/v1/products/${productId}`), 200);
  assert.is(shown.priceMsat, undefined);
});

test("what is not counted has a null stock", async () => {
  const { productId } = await addProduct(t.shop);
  assert.is((await answered<Product>(t.app.request(`/api/v1/products/${productId}`), 200)).stock, null);
});

test("pages follow each other without gaps, and say so in a Link header too", async () => {
  const stall = await addStall(t.shop, "paged");
  const added: string[] = [];
  for (let count = 0; count < 5; count += 1) added.push((await addProduct(t.shop, { stallId: stall })).productId);
  const seen: string[] = [];
  let address: string | undefined = `/api/v1/products?stall=${stall}&limit=2`;
  while (address !== undefined) {
    const response: Response = await t.app.request(address);
    const page = await answered<Page>(response.clone(), 200);
    seen.push(...page.items.map(({ id }) => id));
    const link: string | undefined = /^<(.+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    assert.is(link === undefined, page.nextCursor === null);
    address = link;
  }
  assert.equal(seen.toSorted(), added.toSorted());
});

test("products are found by words, category and stall", async () => {
  const stall = await addStall(t.shop, "searched");
  const { productId } = await addProduct(t.shop, { stallId: stall });
  const ids = async (query: string) => (await answered<Page>(list(query), 200)).items.map(({ id }) => id);
  assert.equal(await ids(`?stall=${stall}&search=HONEY&category=pantry`), [productId]);
  assert.equal(await ids(`?stall=${stall}&search=vinegar`), []);
  assert.equal(await ids(`?stall=${stall}&search=%25`), []);
  assert.equal(await ids(`?stall=${stall}&category=books`), []);
});

test("an unchanged list is not sent again; sold stock, a new rate or a new product changes it", async () => {
  const { productId } = await addProduct(t.shop, { stock: 5n });
  const tag = async () => (await list()).headers.get("etag") ?? "";
  const first = await tag();
  assert.is((await list("", { "If-None-Match": first })).status, 304);
  assert.is((await list("", { "If-None-Match": `"other", W/${first}` })).status, 304);
  assert.is((await list("", { "If-None-Match": "*" })).status, 304);
  assert.is((await list("", { "If-None-Match": '"other"' })).status, 200);
  await answered(sendOrder(t, { stallId: t.shop.stallId, lines: [{ productId, quantity: 1 }] }), 201);
  const sold = await tag();
  assert.is.not(sold, first);
  await addProduct(t.shop, { currency: "KRW", priceMinor: 18_200n });
  const added = await tag();
  assert.is.not(added, sold);
  await rate("KRW", 150_000_000n);
  assert.is.not(await tag(), added);
});

test("an answer that is not sent again has no body but says how long it stands", async () => {
  const tag = (await list()).headers.get("etag") ?? "";
  const response = await list("", { "If-None-Match": tag });
  assert.is(await response.text(), "");
  assert.is(response.headers.get("etag"), tag);
  assert.is(response.headers.get("cache-control"), "public, max-age=0, must-revalidate");
});

const UNKNOWN = "00000000000000000000000000";

test("queries that make no sense name the parameter", async () => {
  const parameters = async (query: string) =>
    (await refused(list(query), "invalid-input")).errors?.map(({ parameter }) => parameter);
  assert.equal(await parameters("?limit=0"), ["limit"]);
  assert.equal(await parameters("?limit=101"), ["limit"]);
  assert.equal(await parameters("?limit=1e1"), ["limit"]);
  assert.equal(await parameters("?cursor=abc"), ["cursor"]);
  assert.equal(await parameters(`?cursor=stl_${UNKNOWN}`), ["cursor"]);
  assert.equal(await parameters("?stall=corner"), ["stall"]);
  assert.equal(await parameters("?serach=honey"), ["serach"]);
  assert.equal(await parameters("?category=%00"), ["category"]);
  assert.equal(await parameters(`?search=${"x".repeat(201)}`), ["search"]);
});

test("unknown and closed stalls and unknown products are 404", async () => {
  const stall = await addStall(t.shop, "closed");
  const { productId } = await addProduct(t.shop, { stallId: stall });
  await t.hub.db.updateTable("stall").set({ state: "closed" }).where("id", "=", stall).execute();
  await refused(list(`?stall=${stall}`), "unknown-stall");
  await refused(list(`?stall=stl_${UNKNOWN}`), "unknown-stall");
  await refused(t.app.request(`/api/v1/products/${productId}`), "unknown-product");
  await refused(t.app.request(`/api/v1/products/prd_${UNKNOWN}`), "unknown-product");
  await refused(t.app.request("/api/v1/products/%F0%9F"), "unknown-product");
});
