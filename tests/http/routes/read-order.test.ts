import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, refused, withKey } from "../hub.ts";
import type { OrderAnswer } from "../hub.ts";

const test = suite("GET /api/v1/orders/{id}");

const t = await openHub();
test.after(t.close);

test("an order shows what was placed, with its lines and the rate it was priced at", async () => {
  const placed = await placeOrder(t, { currency: "USD", priceMinor: 1_250n });
  const order = await answered<OrderAnswer>(t.app.request(`/api/v1/orders/${placed.id}`, withKey(placed)), 200);
  const { bolt11: _, ...core } = placed;
  for (const [name, value] of Object.entries(core)) assert.equal(order[name as keyof OrderAnswer], value);
  assert.equal(order.total, { amount: "12.50", currency: "USD" });
  assert.equal(order.rate, { currency: "USD", minorPerBtc: "11000000", source: "test", atMs: Number(t.hub.clock()) });
  assert.is(order.lines.length, 1);
  assert.equal(order.lines[0]?.unitPrice, { amount: "12.50", currency: "USD" });
  assert.is(order.lines[0]?.quantity, 1);
  assert.is(order.lines[0]?.lineMsat, order.totalMsat);
  assert.equal(order.payments, []);
});

test("money that came is there, with what is too much of it", async () => {
  const placed = await placeOrder(t);
  await payOrder(t, placed, msat(2_500_000n));
  const order = await answered<OrderAnswer>(t.app.request(`/api/v1/orders/${placed.id}`, withKey(placed)), 200);
  assert.is(order.state, "paid");
  assert.is(order.charge.state, "paid");
  assert.is(order.paidMsat, "2500000");
  assert.is(order.refundableMsat, "500000");
  assert.is(order.payments[0]?.reason, "overpaid");
});

test("a wrong key, no key, a stranger's key and an unknown id are all the same answer", async () => {
  const [placed, other] = [await placeOrder(t), await placeOrder(t)];
  const at = (id: string, headers: Record<string, string>) => t.app.request(`/api/v1/orders/${id}`, { headers });
  await refused(at(placed.id, {}), "unknown-order");
  await refused(at(placed.id, { "Order-Key": "" }), "unknown-order");
  await refused(at(placed.id, { "Order-Key": "x".repeat(43) }), "unknown-order");
  await refused(at(placed.id, { "Order-Key": other.key }), "unknown-order");
  await refused(at(other.id.replace("ord_", "prd_"), { "Order-Key": other.key }), "unknown-order");
  await refused(at("%00", { "Order-Key": other.key }), "unknown-order");
});

test("no cache keeps an order", async () => {
  const placed = await placeOrder(t);
  const response = await t.app.request(`/api/v1/orders/${placed.id}`, withKey(placed));
  assert.is(response.headers.get("cache-control"), "private, no-store");
});
