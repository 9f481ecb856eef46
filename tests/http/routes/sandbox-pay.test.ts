import * as assert from "uvu/assert";
import { checkInvoice } from "../../../app/payments/check-invoice.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, placeOrder, posted, refused, withKey } from "../hub.ts";
import type { OrderAnswer } from "../hub.ts";

const test = suite("POST /sandbox/pay");

const t = await openHub();
test.after(t.close);

const pay = (body: unknown) => t.app.request("/sandbox/pay", posted(body));

test("the sandbox buyer pays an order's invoice", async () => {
  const order = await placeOrder(t);
  const paid = await answered<{ state: string; amountMsat: string; paymentHash: string }>(
    pay({ bolt11: order.bolt11.toUpperCase() }),
    200,
  );
  assert.is(paid.state, "settled");
  assert.is(paid.amountMsat, "2000000");
  await checkInvoice(t.shop.observing, t.shop.node, paid.paymentHash);
  assert.is(
    (await answered<OrderAnswer>(t.app.request(`/api/v1/orders/${order.id}`, withKey(order)), 200)).state,
    "paid",
  );
});

test("the sandbox buyer may pay more than was asked", async () => {
  const { bolt11 } = await placeOrder(t);
  assert.is(
    (await answered<{ amountMsat: string }>(pay({ bolt11, amountMsat: "3000001" }), 200)).amountMsat,
    "3000001",
  );
});

test("why an invoice was not paid is said about the field at fault", async () => {
  const { bolt11 } = await placeOrder(t);
  const why = async (body: unknown) => (await refused(pay(body), "invoice-not-payable")).errors?.[0];
  assert.is((await why({ bolt11, amountMsat: "1999999" }))?.pointer, "/amountMsat");
  await answered(pay({ bolt11 }), 200);
  assert.match((await why({ bolt11 }))?.detail ?? "", /already/);
  const late = await placeOrder(t);
  t.shop.clock.advance(t.hub.chargeLifetimeMs + 1_000n);
  assert.match((await why({ bolt11: late.bolt11 }))?.detail ?? "", /expired/);
  assert.match((await why({ bolt11: "lnbc1qqq" }))?.detail ?? "", /not a valid/);
  const stranger = await t.shop.node.invoiceOfBuyer({ expirySeconds: 60 });
  assert.match((await why({ bolt11: stranger.bolt11 }))?.detail ?? "", /not made/);
});

test("amounts that are none are refused", async () => {
  const { bolt11 } = await placeOrder(t);
  for (const amountMsat of ["-1", "1.5", "01", "", "9".repeat(19), 5, null]) {
    const problem = await refused(pay({ bolt11, amountMsat }), "invalid-input");
    assert.is(problem.errors?.[0]?.pointer, "/amountMsat");
  }
});

test("outside sandbox mode there is no such buyer", async () => {
  const real = await openHub({ mode: "mainnet", sandboxBuyer: undefined });
  await refused(real.app.request("/sandbox/pay", posted({ bolt11: "lnbc1qqq" })), "sandbox-only");
  await real.close();
});
