import { PaymentRequest } from "@cashu/cashu-ts";
import * as assert from "uvu/assert";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { ecashOf, MINT_URL } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, withKey } from "../hub.ts";
import type { OrderAnswer, PlacedOrder } from "../hub.ts";

const test = suite("an order's payment request for e-cash");
const t = await openHub();
const { ecash, token, close } = await ecashOf(t.shop);
t.hub.ecash = ecash;
test.after(async () => {
  close();
  await t.close();
});

const read = (order: PlacedOrder) =>
  answered<OrderAnswer>(t.app.request(`/api/v1/orders/${order.id}`, withKey(order)), 200);

test("an order that was just placed says how much it takes in e-cash, of which mints, and where to", async () => {
  const order = await placeOrder(t, { currency: "USD", priceMinor: 333n });
  const asked = order.charge.ecash;
  if (asked === undefined) throw new Error("nothing is asked for");
  assert.is(BigInt(asked.amountSat) * 1_000n, BigInt(order.totalMsat));
  assert.equal(asked.mints, [MINT_URL]);
  assert.ok(asked.postTo.endsWith(`/api/v1/charges/${order.charge.id}/ecash`));
  for (const text of [asked.requests.creqA, asked.requests.creqB]) {
    const request = PaymentRequest.fromEncodedRequest(text);
    assert.equal(
      [request.id, request.amount?.toString(), request.unit, request.mints, request.transport?.[0]?.target],
      [order.charge.id, asked.amountSat, "sat", [MINT_URL], asked.postTo],
    );
  }
  assert.equal((await read(order)).charge.ecash, asked);
});

test("of an order that was paid in part the rest is asked for, and of one that is paid nothing", async () => {
  const order = await placeOrder(t, { priceMinor: 50n });
  await receiveToken(ecash, { chargeId: order.charge.id, token: await token(19n) });
  assert.is((await read(order)).charge.ecash?.amountSat, "31");
  await receiveToken(ecash, { chargeId: order.charge.id, token: await token(31n) });
  const paid = await read(order);
  assert.is(paid.state, "paid");
  assert.is(paid.charge.ecash, undefined);
});

test("a hub without a mint, or whose mints are all off, asks for none", async () => {
  const plain = await openHub();
  assert.is((await placeOrder(plain)).charge.ecash, undefined);
  await plain.close();
  await t.shop.db.updateTable("mint").set({ state: "off" }).execute();
  assert.is((await placeOrder(t)).charge.ecash, undefined);
  await t.shop.db.updateTable("mint").set({ state: "on" }).execute();
});

test("an order that was paid over Lightning asks for no e-cash", async () => {
  const order = await placeOrder(t);
  assert.ok(order.charge.ecash !== undefined);
  await payOrder(t, order);
  assert.is((await read(order)).charge.ecash, undefined);
});
