/**
 * What sellers' programs are told of, by the types of the events themselves, each with BTCPay Server's word for it where
 * it has one. Other events are of the house: they say how money is asked for, or what was read or erased.
 */
export const webhookEvents = {
  "order.placed": "InvoiceCreated",
  "order.paid": "InvoiceSettled",
  "order.expired": "InvoiceExpired",
  "order.cancelled": "InvoiceInvalid",
  "order.shipped": undefined,
  "order.received": undefined,
  "order.closed": undefined,
  "payment.seen": "InvoiceReceivedPayment",
  "payment.gone": undefined,
  "payment.part": "InvoicePaymentSettled",
  "payment.refundable": "InvoicePaymentSettled",
  "payment.reversed": undefined,
  "refund.asked": undefined,
  "refund.sent": undefined,
  "refund.failed": undefined,
  "refund.cancelled": undefined,
  "payout.asked": "PayoutCreated",
  "payout.approved": "PayoutApproved",
  "payout.sent": "PayoutUpdated",
  "payout.failed": "PayoutUpdated",
  "payout.cancelled": "PayoutUpdated",
} as const satisfies Readonly<Record<string, string | undefined>>;

export type WebhookEvent = keyof typeof webhookEvents;

/** What a test sends; nobody subscribes to it. */
export const TEST_EVENT = "webhook.test";

export const WEBHOOK_EVENTS: readonly WebhookEvent[] = Object.keys(webhookEvents).filter(isWebhookEvent);

export function isWebhookEvent(type: string): type is WebhookEvent {
  return Object.hasOwn(webhookEvents, type);
}

/** The word for an event in the language that a receiver was written for. */
export function eventName(type: string, names: "hub" | "btcpay"): string {
  return (names === "btcpay" && isWebhookEvent(type) ? webhookEvents[type] : undefined) ?? type;
}
