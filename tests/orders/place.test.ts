import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { findOrder, findOrderByKey } from "../../app/orders/find-order.ts";
import { place } from "../../app/orders/place.ts";
import { addProduct, addStall, assertSound, openShop, orderFor } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("orders/place");
const shop = await openShop();
test.after(() => shop.close());

async function reasonOf(promise: ReturnType<typeof place>): Promise<string> {
  const result = await promise;
  return isRefused(result) ? `${result.reason} ${result.pointer ?? ""}`.trim() : "placed";
}

test("an order keeps the price, rate and source of the moment it was placed", async () => {
  const product = await addProduct(shop, { currency: "KRW", priceMinor: 15_000n });
  const placed = await place(shop.placing, orderFor(shop, product));
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  shop.rates.set("KRW", { currency: "KRW", minorPerBtc: 300_000_000n, source: "later", atMs: shop.clock() });
  const order = await findOrder(shop.db, placed.orderId);
  shop.rates.set("KRW", { currency: "KRW", minorPerBtc: 150_000_000n, source: "test", atMs: shop.clock() });
  assert.is(order?.totalMsat, 10_000_000n);
  assert.equal(order?.total, { currency: "KRW", minor: 15_000n });
  assert.is(order?.rate?.minorPerBtc, 150_000_000n);
  assert.is(order?.rate?.source, "test");
});

test("the total is the sum of the lines, each its unit price times its quantity", async () => {
  const [sats, won] = [
    await addProduct(shop, { priceMinor: 333n }),
    await addProduct(shop, { currency: "KRW", priceMinor: 777n }),
  ];
  const request = orderFor(shop, sats, won);
  const placed = await place(shop.placing, {
    ...request,
    lines: request.lines.map((line) => ({ ...line, quantity: 7n })),
  });
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  const order = await findOrder(shop.db, placed.orderId);
  const sum = order?.lines.reduce((total: bigint, line) => total + line.lineMsat, 0n);
  assert.is(order?.totalMsat, sum);
  assert.is(order?.total.currency, "SAT", "lines in two currencies are totalled in sats");
  assert.is(order?.lines[1]?.unitMsat, 518_000n, "777 won at 150 million a bitcoin is 518 sat exactly");
});

test("the order opens with its own key and with no other", async () => {
  const placed = await place(shop.placing, orderFor(shop, await addProduct(shop)));
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  assert.ok(await findOrderByKey(shop.db, placed.orderId, placed.key));
  assert.is(await findOrderByKey(shop.db, placed.orderId, `${placed.key}x`), undefined);
  assert.is(await findOrderByKey(shop.db, placed.orderId, ""), undefined);
});

test("the order's key is nowhere in the database", async () => {
  const placed = await place(shop.placing, orderFor(shop, await addProduct(shop)));
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  const rows = [
    await shop.db.selectFrom("orders").selectAll().where("id", "=", placed.orderId).execute(),
    await shop.db.selectFrom("event").selectAll().where("stream", "=", placed.orderId).execute(),
    await shop.db.selectFrom("idempotency").selectAll().execute(),
    await shop.db.selectFrom("lightning_invoice").selectAll().execute(),
  ];
  const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  assert.not.match(text, placed.key);
  assert.not.match(text, placed.intent?.preimage ?? "no intent");
});

test("the same key and request is the same order, with stock set aside once", async () => {
  const product = await addProduct(shop, { stock: 5n });
  const request = orderFor(shop, product);
  const [first, second] = [await place(shop.placing, request), await place(shop.placing, request)];
  assert.is(isRefused(first), false);
  assert.equal({ ...first, intent: undefined }, { ...second, intent: undefined });
  const stock = await shop.db
    .selectFrom("stock")
    .selectAll()
    .where("variant_id", "=", product.variantIds[0] ?? "")
    .executeTakeFirst();
  assert.is(stock?.reserved, 1n);
});

test("twenty requests with one key at the same moment make one order", async () => {
  const request = orderFor(shop, await addProduct(shop, { stock: 50n }));
  const placed = await Promise.all(Array.from({ length: 20 }, () => place(shop.placing, request)));
  assert.is(new Set(placed.map((result) => (isRefused(result) ? result.reason : result.orderId))).size, 1);
  assert.is(placed.filter((result) => !isRefused(result) && result.intent !== undefined).length, 1);
});

test("a key used again for something else is refused", async () => {
  const request = orderFor(shop, await addProduct(shop));
  await place(shop.placing, request);
  const other = { ...request, idempotency: { ...request.idempotency, fingerprint: "other" } };
  assert.is(await reasonOf(place(shop.placing, other)), "idempotency-key-reused");
});

test("a refused order leaves its key free and no stock set aside", async () => {
  const [rare, plenty] = [await addProduct(shop, { stock: 0n }), await addProduct(shop, { stock: 9n })];
  const request = orderFor(shop, plenty, rare);
  assert.is(await reasonOf(place(shop.placing, request)), "sold-out /lines/1/quantity");
  await shop.db
    .updateTable("stock")
    .set({ on_hand: 1n })
    .where("variant_id", "=", rare.variantIds[0] ?? "")
    .execute();
  assert.is(await reasonOf(place(shop.placing, request)), "placed");
  await assertSound(shop);
});

test(
  "two hundred buyers of the last item make exactly one order",
  async () => {
    const last = await addProduct(shop, { stock: 1n });
    const results = await Promise.all(
      Array.from({ length: 200 }, () => reasonOf(place(shop.placing, orderFor(shop, last)))),
    );
    assert.is(results.filter((reason) => reason === "placed").length, 1);
    assert.is(results.filter((reason) => reason === "sold-out /lines/0/quantity").length, 199);
    const stock = await shop.db
      .selectFrom("stock")
      .selectAll()
      .where("variant_id", "=", last.variantIds[0] ?? "")
      .executeTakeFirst();
    assert.equal([stock?.on_hand, stock?.reserved], [1n, 1n]);
    await assertSound(shop);
  },
  { timeoutMs: 60_000 },
);

test("two lines of one variant claim its stock together", async () => {
  const product = await addProduct(shop, { stock: 3n });
  const request = orderFor(shop, product, product);
  const twice = { ...request, lines: request.lines.map((line) => ({ ...line, quantity: 2n })) };
  assert.is(await reasonOf(place(shop.placing, twice)), "sold-out /lines/0/quantity");
});

test("goods of another stall, unknown goods and unknown stalls are refused by name", async () => {
  const foreign = await addProduct(shop, { stallId: await addStall(shop, "across-the-street") });
  const ours = await addProduct(shop);
  assert.is(await reasonOf(place(shop.placing, orderFor(shop, ours, foreign))), "foreign-product /lines/1/productId");
  assert.is(
    await reasonOf(place(shop.placing, orderFor(shop, { productId: "prd_none", variantIds: [] }))),
    "unknown-product /lines/0/productId",
  );
  assert.is(
    await reasonOf(place(shop.placing, { ...orderFor(shop, ours), stallId: "stl_none" })),
    "unknown-stall /stallId",
  );
});

test("a product with variants wants one of its own chosen", async () => {
  const tea = await addProduct(shop, { variants: ["green", "black"] });
  const other = await addProduct(shop);
  const choosing = (variantId: string) => ({
    ...orderFor(shop, tea),
    lines: [{ productId: tea.productId, variantId, quantity: 1n }],
  });
  assert.is(await reasonOf(place(shop.placing, orderFor(shop, tea))), "variant-required /lines/0/variantId");
  assert.is(
    await reasonOf(place(shop.placing, choosing(other.variantIds[0] ?? ""))),
    "unknown-variant /lines/0/variantId",
  );
  assert.is(await reasonOf(place(shop.placing, choosing(tea.variantIds[1] ?? ""))), "placed");
});

test("what is sent by post needs to know where", async () => {
  const parcel = await addProduct(shop, { kind: "physical" });
  assert.is(await reasonOf(place(shop.placing, orderFor(shop, parcel))), "delivery-required /delivery");
  const delivery = { name: "Kim", address: "Jeju", contact: "" };
  const placed = await place(shop.placing, { ...orderFor(shop, parcel), delivery });
  if (isRefused(placed)) return assert.unreachable(placed.reason);
  assert.equal((await findOrder(shop.db, placed.orderId))?.delivery, delivery);
});

test("orders without lines, with too many, or with impossible quantities are refused", async () => {
  const product = await addProduct(shop);
  const many = orderFor(shop, ...Array.from({ length: 51 }, () => product));
  const withQuantity = (quantity: bigint) => ({
    ...orderFor(shop, product),
    lines: [{ productId: product.productId, quantity }],
  });
  assert.is(await reasonOf(place(shop.placing, orderFor(shop))), "empty-order /lines");
  assert.is(await reasonOf(place(shop.placing, many)), "too-many-lines /lines");
  for (const quantity of [0n, -1n, 10_001n]) {
    assert.is(await reasonOf(place(shop.placing, withQuantity(quantity))), "invalid-input /lines/0/quantity");
  }
});

test("a total beyond what a hub takes is refused before anything is written", async () => {
  const house = await addProduct(shop, { priceMinor: 600_000_000n });
  const request = { ...orderFor(shop, house), lines: [{ productId: house.productId, quantity: 2n }] };
  assert.is(await reasonOf(place(shop.placing, request)), "amount-out-of-range /lines");
});

test("prices in sats are never blocked by a missing rate, prices in euros are", async () => {
  assert.is(
    await reasonOf(place(shop.placing, orderFor(shop, await addProduct(shop, { currency: "EUR" })))),
    "rate-unavailable /lines/0",
  );
  assert.is(await reasonOf(place(shop.placing, orderFor(shop, await addProduct(shop)))), "placed");
});

test("a closed stall and a hidden product sell nothing", async () => {
  const hidden = await addProduct(shop);
  await shop.db.updateTable("product").set({ state: "hidden" }).where("id", "=", hidden.productId).execute();
  assert.is(await reasonOf(place(shop.placing, orderFor(shop, hidden))), "unknown-product /lines/0/productId");
  const closed = await addStall(shop, "closed");
  const product = await addProduct(shop, { stallId: closed });
  await shop.db.updateTable("stall").set({ state: "closed" }).where("id", "=", closed).execute();
  assert.is(
    await reasonOf(place(shop.placing, { ...orderFor(shop, product), stallId: closed })),
    "unknown-stall /stallId",
  );
});

test("a repeated request is answered with its order even after the stall has closed", async () => {
  const stallId = await addStall(shop, "leaving");
  const request = { ...orderFor(shop, await addProduct(shop, { stallId })), stallId };
  const first = await place(shop.placing, request);
  if (isRefused(first)) return assert.unreachable(first.reason);
  await shop.db.updateTable("stall").set({ state: "closed" }).where("id", "=", stallId).execute();
  const again = await place(shop.placing, request);
  assert.is(isRefused(again) ? again.reason : again.orderId, first.orderId);
});
