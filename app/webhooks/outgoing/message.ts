import type { WebhookDeliveryTable } from "../../db/schema.ts";
import { signBtcpay, signEd25519, signStandard } from "../../domain/webhook-signature.ts";
import { eventName } from "../../domain/webhook-events.ts";
import type { SigningKeys } from "./secrets.ts";

/** The event that a message tells of, as it stands in its stream. */
export type Told = { stream: string; stallId: string; atMs: bigint; body: Readonly<Record<string, unknown>> };

export type Delivery = Pick<WebhookDeliveryTable, "id" | "webhook_id" | "event_id" | "type" | "names" | "original">;

/**
 * A message's body: only what never changes goes in, so every try sends the same bytes. Beside our own members there are
 * those by which receivers written for BTCPay Server find their way: it calls an order an invoice, and a stall a store.
 */
export function bodyOf(delivery: Delivery, told: Told): Buffer {
  const { id, original, type } = delivery;
  const ids = told.stream.startsWith("ord_") ? { orderId: told.stream, invoiceId: told.stream } : {};
  const message = {
    type: eventName(type, delivery.names),
    event: type,
    eventId: delivery.event_id,
    timestamp: Number(told.atMs / 1000n),
    atMs: Number(told.atMs),
    stallId: told.stallId,
    storeId: told.stallId,
    ...ids,
    webhookId: delivery.webhook_id,
    deliveryId: id,
    originalDeliveryId: original ?? id,
    isRedelivery: original !== null,
    ...btcpayDetails(type, told.body),
    data: told.body,
  };
  return Buffer.from(JSON.stringify(message));
}

/** Of a payment's reasons, those that say that its order had ended. */
const AFTER_EXPIRY = /^(?:late|rate-|order-ended|sold-out)/;

/** What BTCPay Server says in the body of its own messages, where our event says it too. */
function btcpayDetails(type: string, body: Told["body"]): Record<string, unknown> {
  if (type === "order.paid") return { overPaid: body["refundableMsat"] !== "0", manuallyMarked: false };
  if (type === "order.expired") return { partiallyPaid: body["partiallyPaid"] === true };
  if (type === "order.cancelled") return { manuallyMarked: true };
  if (!type.startsWith("payment.")) return {};
  return {
    paymentMethodId: body["rail"] === "chain" ? "BTC-CHAIN" : "BTC-LN",
    afterExpiration: typeof body["reason"] === "string" && AFTER_EXPIRY.test(body["reason"]),
  };
}

/**
 * The headers of one try: the three of Standard Webhooks, signed with every key that is good now, and the one of BTCPay
 * Server, which has room for one signature. The id is the first delivery's, so whoever took it before knows it again.
 */
export function headersOf(
  { id, original }: Delivery,
  body: Uint8Array,
  keys: readonly [SigningKeys, ...SigningKeys[]],
  nowMs: bigint,
): Record<string, string> {
  const unsigned = { id: original ?? id, timestamp: (nowMs / 1000n).toString(), body };
  const signatures = keys.flatMap(({ key, pair }) => [signStandard(key, unsigned), signEd25519(pair, unsigned)]);
  return {
    "content-type": "application/json",
    "webhook-id": unsigned.id,
    "webhook-timestamp": unsigned.timestamp,
    "webhook-signature": signatures.join(" "),
    "btcpay-sig": signBtcpay(keys[0].secret, body),
  };
}

/** An event's body as it was written. */
export function readBody(text: string): Told["body"] {
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null) throw new Error("an event's body is no object");
  return { ...body };
}
