import * as assert from "uvu/assert";
import { addProduct, addStall, assertSound } from "../../support/shop.ts";
import { createServer } from "../../../app/http/server.ts";
import { suite } from "../../support/suite.ts";
import { addGoods, answered, freshKey, openHub, placeOrder, posted, refused, sendOrder } from "../hub.ts";
import type { PlacedOrder } from "../hub.ts";

const test = suite("POST /api/v1/orders");

const t = await openHub();
test.after(t.close);

test("an order comes with an invoice over its total, and the key that opens it", async () => {
  const { body } = await addGoods(t, { stock: 5n });
  const order = await answered<PlacedOrder>(sendOrder(t, { ...body, lines: [{ ...body.lines[0], quantity: 3 }] }), 201);
  assert.is(order.state, "open");
  assert.is(order.totalMsat, "6000000");
  assert.is(order.paidMsat, "0");
  assert.is(order.charge.amountMsat, "6000000");
  assert.is(order.charge.expiresAtMs, Number(t.hub.clock() + t.hub.chargeLifetimeMs));
  assert.match(order.charge.lightning?.bolt11 ?? "", /^lnbcrt/);
  const invoice = await t.shop.node.findInvoice(order.charge.lightning?.paymentHash ?? "");
  assert.is(invoice?.bolt11, order.charge.lightning?.bolt11);
  assert.match(order.key, /^[\w-]{43}$/);
  await assertSound(t.shop);
});

test("the answer says where the order is and is kept by no cache", async () => {
  const { body } = await addGoods(t);
  const response = await sendOrder(t, body);
  const { id } = (await response.clone().json()) as PlacedOrder;
  assert.is(response.headers.get("location"), `/api/v1/orders/${id}`);
  assert.is(response.headers.get("cache-control"), "private, no-store");
  assert.is(response.headers.get("idempotency-replayed"), null);
});

test("the same request with the same key is the same order, and says that it was there", async () => {
  const { body, productId } = await addGoods(t, { stock: 10n });
  const key = freshKey();
  const first = await answered<PlacedOrder>(sendOrder(t, { ...body, note: "hi" }, key), 201);
  const again = await sendOrder(
    t,
    { note: "hi ", lines: [{ quantity: "1", productId }], stallId: t.shop.stallId },
    key,
  );
  assert.is(again.headers.get("idempotency-replayed"), "true");
  assert.equal(await answered<PlacedOrder>(again, 201), first);
  assert.is(await reserved(productId), 1n);
});

test("twenty requests with one key at the same moment are one order with one invoice", async () => {
  const { body, productId } = await addGoods(t, { stock: 10n });
  const key = freshKey();
  const all = await Promise.all(Array.from({ length: 20 }, () => answered<PlacedOrder>(sendOrder(t, body, key), 201)));
  assert.is(new Set(all.map(({ id }) => id)).size, 1);
  assert.is(new Set(all.map(({ charge }) => charge.lightning?.bolt11)).size, 1);
  assert.is(await reserved(productId), 1n);
});

test("a repetition that comes while the node is still being asked waits for the answer", async () => {
  const { node } = t.shop;
  const asked = Promise.withResolvers<void>();
  const slow = createServer({
    ...t.hub,
    node: {
      ...node,
      createInvoice: async (request) => {
        asked.resolve();
        // Long enough for a repetition that does not wait to look for the invoice, and to ask for another.
        for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
        return node.createInvoice(request);
      },
    },
  });
  const { body } = await addGoods(t);
  const request = posted(body, freshKey());
  const first = slow.request("/api/v1/orders", request);
  await asked.promise;
  const again = slow.request("/api/v1/orders", request);
  assert.equal(await answered<PlacedOrder>(again, 201), await answered<PlacedOrder>(first, 201));
});

test("a key that was used for something else is refused", async () => {
  const { body } = await addGoods(t);
  const key = freshKey();
  await answered(sendOrder(t, body, key), 201);
  await refused(sendOrder(t, { ...body, note: "something else" }, key), "idempotency-key-reused");
});

for (const fault of ["not-applied", "applied-but-unanswered"] as const) {
  test(`a node whose answer is ${fault} is a 503, and the same request then gets the same order`, async () => {
    const { body, productId } = await addGoods(t, { stock: 3n });
    const key = freshKey();
    t.shop.node.faults.next("createInvoice", fault);
    const response = await sendOrder(t, body, key);
    assert.ok(Number(response.headers.get("retry-after")) > 0);
    await refused(response, "node-unavailable");
    const order = await answered<PlacedOrder>(sendOrder(t, body, key), 201);
    assert.is((await t.shop.node.findInvoice(order.charge.lightning?.paymentHash ?? ""))?.state, "open");
    assert.is(await reserved(productId), 1n);
  });
}

test("quantities may be numbers or decimal text, also with a variant named", async () => {
  const { productId, variantIds } = await addProduct(t.shop, { variants: ["small", "large"] });
  const lines = [
    { productId, variantId: variantIds[1], quantity: "2" },
    { productId, variantId: variantIds[0], quantity: 1 },
  ];
  assert.is((await answered<PlacedOrder>(sendOrder(t, { stallId: t.shop.stallId, lines }), 201)).totalMsat, "6000000");
});

test("physical goods need to know where to go", async () => {
  const { body } = await addGoods(t, { kind: "physical" });
  const problem = await refused(sendOrder(t, body), "delivery-required");
  assert.is(problem.errors?.[0]?.pointer, "/delivery");
  await answered(sendOrder(t, { ...body, delivery: { name: "Ann", address: "1 Street\nTown" } }), 201);
});

test("without an Idempotency-Key nothing is ordered", async () => {
  const { body, productId } = await addGoods(t, { stock: 1n });
  await refused(sendOrder(t, body, {}), "idempotency-key-missing");
  await refused(sendOrder(t, body, { "Idempotency-Key": "" }), "idempotency-key-missing");
  await refused(sendOrder(t, body, { "Idempotency-Key": "two words" }), "idempotency-key-invalid");
  await refused(sendOrder(t, body, { "Idempotency-Key": "k".repeat(256) }), "idempotency-key-invalid");
  assert.is(await reserved(productId), 0n);
});

test("what is sold out names the line", async () => {
  const { body } = await addGoods(t, { stock: 1n });
  const problem = await refused(sendOrder(t, { ...body, lines: [{ ...body.lines[0], quantity: 2 }] }), "sold-out");
  assert.is(problem.errors?.[0]?.pointer, "/lines/0/quantity");
});

test("a product of another stall is refused", async () => {
  const { productId } = await addProduct(t.shop, { stallId: await addStall(t.shop, "other") });
  const problem = await refused(
    sendOrder(t, { stallId: t.shop.stallId, lines: [{ productId, quantity: 1 }] }),
    "foreign-product",
  );
  assert.is(problem.errors?.[0]?.pointer, "/lines/0/productId");
});

test("a price whose rate is unknown is a 503, not a wrong price", async () => {
  const { body } = await addGoods(t, { currency: "EUR", priceMinor: 100n });
  await refused(sendOrder(t, body), "rate-unavailable");
});

const UNKNOWN = "00000000000000000000000000";

test("unknown ids are told apart", async () => {
  const { body, productId } = await addGoods(t);
  const { variantIds } = await addProduct(t.shop);
  await refused(sendOrder(t, { ...body, stallId: `stl_${UNKNOWN}` }), "unknown-stall");
  await refused(sendOrder(t, { ...body, lines: [{ productId: `prd_${UNKNOWN}`, quantity: 1 }] }), "unknown-product");
  await refused(
    sendOrder(t, { ...body, lines: [{ productId, variantId: variantIds[0], quantity: 1 }] }),
    "unknown-variant",
  );
});

const line = { productId: `prd_${UNKNOWN}`, quantity: 1 };
test("what is wrong with a field is said in words", async () => {
  const detail = async (body: unknown) =>
    (await refused(sendOrder(t, body), "invalid-input")).errors?.map((each) => each.detail);
  assert.equal(await detail({ stallId: "corner", lines: [{ ...line, quantity: 1.5 }] }), [
    "must be an id that begins with stl_",
    "must be a whole number from 1 to 10000",
  ]);
});

const wrong: readonly (readonly [what: string, body: unknown, pointer: string])[] = [
  ["no body at all", null, ""],
  ["a list", [], ""],
  ["no stall", { lines: [line] }, "/stallId"],
  ["a number for an id", { stallId: 1, lines: [line] }, "/stallId"],
  ["an id of another kind", { stallId: line.productId, lines: [line] }, "/stallId"],
  ["no lines", { stallId: `stl_${UNKNOWN}`, lines: [] }, "/lines"],
  ["51 lines", { stallId: `stl_${UNKNOWN}`, lines: Array.from({ length: 51 }, () => line) }, "/lines"],
  ["nothing of it", { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: 0 }] }, "/lines/0/quantity"],
  ["less than nothing", { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: -1 }] }, "/lines/0/quantity"],
  ["half a piece", { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: 0.5 }] }, "/lines/0/quantity"],
  ["10001 pieces", { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: 10_001 }] }, "/lines/0/quantity"],
  [
    "more than a number holds",
    { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: "9".repeat(400) }] },
    "/lines/0/quantity",
  ],
  ["a leading zero", { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, quantity: "01" }] }, "/lines/0/quantity"],
  ["a control character", { stallId: `stl_${UNKNOWN}`, lines: [line], note: "a\0b" }, "/note"],
  ["half a character", { stallId: `stl_${UNKNOWN}`, lines: [line], note: "\ud800" }, "/note"],
  ["a note too long", { stallId: `stl_${UNKNOWN}`, lines: [line], note: "x".repeat(1_001) }, "/note"],
  ["a field nobody asked for", { stallId: `stl_${UNKNOWN}`, lines: [line], state: "paid" }, "/state"],
  [
    "a price of the buyer's own",
    { stallId: `stl_${UNKNOWN}`, lines: [{ ...line, unitMsat: "1" }] },
    "/lines/0/unitMsat",
  ],
  [
    "an address without a name",
    { stallId: `stl_${UNKNOWN}`, lines: [line], delivery: { address: "x" } },
    "/delivery/name",
  ],
];

for (const [what, body, pointer] of wrong) {
  test(`${what} is refused with a pointer to it`, async () => {
    const problem = await refused(sendOrder(t, body), "invalid-input");
    assert.is(problem.errors?.[0]?.pointer, pointer);
    assert.ok((problem.errors?.[0]?.detail ?? "").length > 0);
  });
}

test("broken JSON and other content types are told apart", async () => {
  const send = (text: string, type: string | undefined) =>
    t.app.request("/api/v1/orders", {
      method: "POST",
      body: text,
      headers: { ...freshKey(), ...(type !== undefined && { "Content-Type": type }) },
    });
  await refused(send("{", "application/json"), "broken-json");
  await refused(send("", "application/json; charset=utf-8"), "broken-json");
  await refused(send("\u{feff}{}", "application/json"), "invalid-input");
  await refused(send("{}", "text/plain"), "unsupported-media-type");
  await refused(send("a=b", "application/x-www-form-urlencoded"), "unsupported-media-type");
});

test("members of prototypes are just unknown members", async () => {
  const { body } = await addGoods(t);
  const text = JSON.stringify(body).replace("{", '{"__proto__":{"isAdmin":true},');
  const response = t.app.request("/api/v1/orders", { ...posted({}, freshKey()), body: text });
  await refused(response, "invalid-input");
});

test("two orders never share an id, a key or an invoice", async () => {
  const [one, other] = [await placeOrder(t), await placeOrder(t)];
  assert.is.not(one.id, other.id);
  assert.is.not(one.key, other.key);
  assert.is.not(one.bolt11, other.bolt11);
});

async function reserved(productId: string): Promise<bigint | undefined> {
  const row = await t.hub.db
    .selectFrom("stock")
    .innerJoin("variant", "variant.id", "stock.variant_id")
    .where("product_id", "=", productId)
    .select("reserved")
    .executeTakeFirst();
  return row?.reserved;
}
