import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, refused, withKey } from "../hub.ts";
import type { OrderAnswer } from "../hub.ts";

const test = suite("POST /api/v1/orders/{id}/received");

const t = await openHub();
test.after(t.close);

const confirm = (order: { id: string; key: string }) =>
  t.app.request(`/api/v1/orders/${order.id}/received`, { method: "POST", ...withKey(order) });

test("the buyer says that a paid order arrived, and may say it twice", async () => {
  const order = await placeOrder(t);
  await payOrder(t, order);
  assert.is((await answered<OrderAnswer>(confirm(order), 200)).state, "received");
  assert.is((await answered<OrderAnswer>(confirm(order), 200)).state, "received");
});

test("what is not paid cannot arrive", async () => {
  await refused(confirm(await placeOrder(t)), "wrong-state");
});

test("only the order's key says it", async () => {
  const order = await placeOrder(t);
  await payOrder(t, order);
  await refused(confirm({ ...order, key: "x".repeat(43) }), "unknown-order");
  assert.is(
    (await answered<OrderAnswer>(t.app.request(`/api/v1/orders/${order.id}`, withKey(order)), 200)).state,
    "paid",
  );
});
