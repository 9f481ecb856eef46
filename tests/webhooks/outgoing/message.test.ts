import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { bodyOf, readBody } from "../../../app/webhooks/outgoing/message.ts";
import type { Delivery } from "../../../app/webhooks/outgoing/message.ts";

const test = suite("webhooks/outgoing message");

const DELIVERY: Delivery = {
  id: "dlv_1",
  webhook_id: "hook_1",
  event_id: "evt_1",
  type: "order.paid",
  names: "btcpay",
  original: null,
};

function told(type: string, body: Record<string, unknown>, stream = "ord_1"): Record<string, unknown> {
  const bytes = bodyOf({ ...DELIVERY, type }, { stream, stallId: "stl_1", atMs: 1_700_000_000_500n, body });
  return JSON.parse(bytes.toString()) as Record<string, unknown>;
}

test("a paid order says whether too much came", () => {
  assert.is(told("order.paid", { refundableMsat: "0" })["overPaid"], false);
  assert.is(told("order.paid", { refundableMsat: "1" })["overPaid"], true);
  assert.is(told("order.expired", { partiallyPaid: true, receivedMsat: "1" })["partiallyPaid"], true);
  assert.is(told("order.expired", { partiallyPaid: false, receivedMsat: "0" })["partiallyPaid"], false);
});

test("an order that somebody cancelled is marked by hand", () => {
  assert.is(told("order.cancelled", {})["manuallyMarked"], true);
});

test("a payment says its rail, and whether its order had ended", () => {
  const of = (body: Record<string, unknown>) => {
    const { paymentMethodId, afterExpiration } = told("payment.received", body);
    return [paymentMethodId, afterExpiration];
  };
  assert.equal(of({ rail: "chain", reason: "exact" }), ["BTC-CHAIN", false]);
  assert.equal(of({ rail: "lightning", reason: "late" }), ["BTC-LN", true]);
  assert.equal(of({ rail: "lightning", reason: "late-rate-moved" }), ["BTC-LN", true]);
  assert.equal(of({ rail: "lightning", reason: "order-ended" }), ["BTC-LN", true]);
  assert.equal(of({ rail: "lightning" }), ["BTC-LN", false]);
});

test("what happened to a stall names no order", () => {
  const { orderId, invoiceId, storeId } = told("payout.sent", {}, "stl_1");
  assert.equal([orderId, invoiceId, storeId], [undefined, undefined, "stl_1"]);
});

test("a redelivery names the message that it repeats", () => {
  const again = JSON.parse(
    bodyOf(
      { ...DELIVERY, id: "dlv_2", original: "dlv_1" },
      { stream: "ord_1", stallId: "stl_1", atMs: 0n, body: {} },
    ).toString(),
  ) as Record<string, unknown>;
  assert.equal([again["deliveryId"], again["originalDeliveryId"], again["isRedelivery"]], ["dlv_2", "dlv_1", true]);
});

test("an event whose body is no object is told to nobody", () => {
  assert.throws(() => readBody("[1"), /JSON/);
  assert.throws(() => readBody("null"), /no object/);
});
