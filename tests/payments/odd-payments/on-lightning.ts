import type { Cell } from "./cell.ts";
import { CANCELLED, ENDED_WITH_MONEY_PAGE, EXPIRED, PAID } from "./outcomes.ts";

/** An order whose only rail is Lightning. */
export const onLightning: readonly Cell[] = [
  {
    rail: "lightning",
    what: "exact",
    how: "2,000 sat are paid to the invoice.",
    act: (w) => w.payInvoice(),
    outcome: PAID,
  },
  {
    rail: "lightning",
    what: "partial",
    how: "A wallet sends 1,500 sat to the invoice; the node refuses them, and they stay with the buyer. The time runs out.",
    act: async (w) => {
      await w.payInvoice(1_500n);
      await w.timeOut();
    },
    outcome: EXPIRED,
  },
  {
    rail: "lightning",
    what: "over",
    how: "A wallet sends 2,500 sat to the invoice.",
    act: (w) => w.payInvoice(2_500n),
    outcome: {
      ...PAID,
      books: { "asset:lightning": 2_500n, "liability:seller": -2_000n, "liability:refundable": -500n },
      refundable: 500n,
      webhooks: ["InvoiceSettled overPaid"],
      notices: ["payment-over"],
    },
  },
  {
    rail: "lightning",
    what: "late-full",
    how: "The order expires; a node whose clock is behind takes the 2,000 sat afterwards.",
    act: async (w) => {
      await w.timeOut();
      await w.payInvoice();
    },
    outcome: {
      ...PAID,
      events: ["order.expired", "order.paid"],
      webhooks: ["InvoiceExpired", "InvoiceSettled"],
      notices: ["paid-late"],
    },
  },
  {
    rail: "lightning",
    what: "late-partial",
    how: "The order expires; a wallet sends 1,500 sat afterwards, and the node refuses them.",
    act: async (w) => {
      await w.timeOut();
      await w.payInvoice(1_500n);
    },
    outcome: EXPIRED,
  },
  {
    rail: "lightning",
    what: "twice-on-one-rail",
    how: "The invoice is paid, and a second wallet pays it again: a node takes a payment hash once and refuses the second.",
    act: async (w) => {
      await w.payInvoice();
      await w.payInvoice();
    },
    outcome: PAID,
  },
  { rail: "lightning", what: "on-two-rails", because: "The order has one rail." },
  {
    rail: "lightning",
    what: "replaced",
    because: "A payment over Lightning is in no mempool: what has arrived is final.",
  },
  {
    rail: "lightning",
    what: "reorged",
    because: "A payment over Lightning is in no block: what has arrived is final.",
  },
  {
    rail: "lightning",
    what: "restart",
    how: "The hub is off while the invoice is paid, and is started again.",
    act: async (w) => {
      await w.payUnheard(w.placed.bolt11);
      await w.restart();
    },
    outcome: PAID,
  },
  {
    rail: "lightning",
    what: "after-refund",
    how: "The order is paid, the shop gives all of it back, and the invoice is paid once more: the node refuses it.",
    act: async (w) => {
      await w.payInvoice();
      await w.giveBack(2_000n);
      await w.payInvoice();
    },
    outcome: {
      ...PAID,
      books: { "asset:lightning": -3n, "expense:routing": 3n },
      events: ["order.paid", "refund.asked", "refund.sent"],
      webhooks: ["InvoiceSettled", "refund.asked", "refund.sent"],
    },
  },
  {
    rail: "lightning",
    what: "after-cancel",
    how: "The buyer cancels; a moment later the invoice is cancelled at the node, which refuses every payment to it.",
    act: async (w) => {
      await w.cancel();
      await w.work();
      await w.payInvoice();
    },
    outcome: { ...CANCELLED, events: ["order.cancelled", "charge.invoice-cancelled"] },
  },
  {
    rail: "lightning",
    what: "after-cancel",
    how: "The buyer cancels, and a wallet pays within that moment.",
    act: async (w) => {
      await w.cancel();
      await w.payInvoice();
      await w.work();
    },
    outcome: {
      ...CANCELLED,
      books: { "asset:lightning": 2_000n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: ["order.cancelled", "payment.refundable"],
      webhooks: ["InvoiceInvalid", "InvoicePaymentSettled afterExpiration"],
      notices: ["payment-after-end"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
];
