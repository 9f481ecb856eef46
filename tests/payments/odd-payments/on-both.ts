import type { Cell, Outcome } from "./cell.ts";
import { CANCELLED, ENDED_WITH_MONEY_PAGE, EXPIRED, PAID } from "./outcomes.ts";
import type { OddWorld } from "./world.ts";

const BOTH = "both";

/** A part is here, and the invoice asks for the rest. */
const PART_EVENTS = ["payment.seen", "payment.part", "charge.invoice-cancelled", "charge.invoiced"];
const PART_WEBHOOKS = ["InvoiceReceivedPayment", "InvoicePaymentSettled"];

const PAID_BY_BOTH: Outcome = {
  ...PAID,
  books: { "asset:chain": 700n, "asset:lightning": 1_300n, "liability:seller": -2_000n },
  events: [...PART_EVENTS, "order.paid"],
  webhooks: [...PART_WEBHOOKS, "InvoiceSettled"],
};

/** A part on chain, and the whole by the invoice that asked for it before. */
const PAID_BESIDE_A_PART: Outcome = {
  ...PAID,
  books: {
    "asset:chain": 700n,
    "asset:lightning": 2_000n,
    "liability:refundable": -700n,
    "liability:seller": -2_000n,
  },
  refundable: 700n,
  events: ["payment.seen", "payment.part", "order.paid"],
  webhooks: [...PART_WEBHOOKS, "InvoiceSettled overPaid"],
  notices: ["payment-over"],
};

/** The buyer's wallet sends this much on chain, and a block takes it. */
async function arrive(w: OddWorld, sat: bigint): Promise<string> {
  const txid = await w.payOnChain(sat);
  await w.look();
  await w.mine();
  return txid;
}

async function payByBoth(w: OddWorld): Promise<void> {
  await arrive(w, 700n);
  await w.work();
  await w.payInvoice();
  await w.work();
}

/** An order that its buyer pays on both rails. */
export const onBoth: readonly Cell[] = [
  {
    rail: BOTH,
    what: "exact",
    how: "700 sat come on chain; the invoice is cancelled, one over 1,300 sat takes its place, and is paid.",
    act: payByBoth,
    outcome: PAID_BY_BOTH,
  },
  {
    rail: BOTH,
    what: "partial",
    how: "700 sat came on chain and 1,300 over Lightning; the chain takes its part back, both rails ask for it, and the time runs out.",
    act: async (w) => {
      await payByBoth(w);
      await w.reorganise("dropped");
      await w.work();
      await w.timeOut();
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:lightning": 1_300n, "liability:refundable": -1_300n },
      refundable: 1_300n,
      events: [...PAID_BY_BOTH.events, "payment.gone", "payment.reversed", "charge.invoiced", "order.expired"],
      webhooks: [...PAID_BY_BOTH.webhooks, "payment.gone", "payment.reversed", "InvoiceExpired partiallyPaid"],
      notices: ["payment-reversed", "ended-in-part"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: BOTH,
    what: "over",
    how: "700 sat come on chain, and before the invoice over 2,000 sat is cancelled it is paid.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.payInvoice(undefined, w.placed.bolt11);
      await w.work();
    },
    outcome: PAID_BESIDE_A_PART,
  },
  {
    rail: BOTH,
    what: "late-full",
    how: "700 sat come in time and the order expires; then all 2,000 sat come on chain.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.work();
      await w.timeOut();
      await arrive(w, 2_000n);
    },
    outcome: {
      ...PAID,
      books: { "asset:chain": 2_700n, "liability:refundable": -700n, "liability:seller": -2_000n },
      refundable: 700n,
      events: [...PART_EVENTS, "order.expired", "payment.seen", "order.paid"],
      webhooks: [...PART_WEBHOOKS, "InvoiceExpired partiallyPaid", "InvoiceReceivedPayment", "InvoiceSettled"],
      notices: ["ended-in-part", "paid-late"],
    },
  },
  {
    rail: BOTH,
    what: "late-partial",
    how: "700 sat come in time and the order expires; then a node whose clock is behind takes the other 1,300 sat.",
    terms: { late: "settle" },
    act: async (w) => {
      await arrive(w, 700n);
      await w.work();
      await w.timeOut();
      await w.payInvoice();
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:chain": 700n, "asset:lightning": 1_300n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: [...PART_EVENTS, "order.expired", "payment.refundable"],
      webhooks: [...PART_WEBHOOKS, "InvoiceExpired partiallyPaid", "InvoicePaymentSettled afterExpiration"],
      notices: ["ended-in-part", "payment-late"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: BOTH,
    what: "twice-on-one-rail",
    how: "The invoice is paid, and then 2,000 sat come on chain, twice.",
    act: async (w) => {
      await w.payInvoice();
      await arrive(w, 2_000n);
      await arrive(w, 2_000n);
      await w.work();
    },
    outcome: {
      ...PAID,
      books: {
        "asset:chain": 4_000n,
        "asset:lightning": 2_000n,
        "liability:refundable": -4_000n,
        "liability:seller": -2_000n,
      },
      refundable: 4_000n,
      events: ["order.paid", "payment.seen", "payment.refundable", "payment.seen", "payment.refundable"],
      webhooks: ["InvoiceSettled", ...PART_WEBHOOKS, ...PART_WEBHOOKS],
      notices: ["payment-twice", "payment-twice"],
    },
  },
  {
    rail: BOTH,
    what: "on-two-rails",
    how: "2,000 sat are on their way on chain, the invoice is paid, and then a block takes them.",
    act: async (w) => {
      await w.payOnChain(2_000n);
      await w.look();
      await w.payInvoice();
      await w.mine();
    },
    outcome: {
      ...PAID,
      books: {
        "asset:chain": 2_000n,
        "asset:lightning": 2_000n,
        "liability:refundable": -2_000n,
        "liability:seller": -2_000n,
      },
      refundable: 2_000n,
      events: ["payment.seen", "order.paid", "payment.refundable"],
      webhooks: ["InvoiceReceivedPayment", "InvoiceSettled", "InvoicePaymentSettled"],
      notices: ["payment-twice"],
    },
  },
  {
    rail: BOTH,
    what: "on-two-rails",
    how: "A block takes 2,000 sat; the invoice is cancelled at the node, which refuses whoever pays it as well.",
    act: async (w) => {
      await arrive(w, 2_000n);
      await w.work();
      await w.payInvoice(undefined, w.placed.bolt11);
    },
    outcome: {
      ...PAID,
      books: { "asset:chain": 2_000n, "liability:seller": -2_000n },
      events: ["payment.seen", "order.paid", "charge.invoice-cancelled"],
      webhooks: ["InvoiceReceivedPayment", "InvoiceSettled"],
    },
  },
  {
    rail: BOTH,
    what: "replaced",
    how: "2,000 sat are on their way on chain, the invoice is paid, and the coins are spent elsewhere.",
    act: async (w) => {
      const txid = await w.payOnChain(2_000n);
      await w.look();
      await w.payInvoice();
      await w.replace(txid);
      await w.mine();
    },
    outcome: {
      ...PAID,
      events: ["payment.seen", "order.paid", "payment.gone"],
      webhooks: ["InvoiceReceivedPayment", "InvoiceSettled", "payment.gone"],
    },
  },
  {
    rail: BOTH,
    what: "reorged",
    how: "700 sat came on chain and 1,300 over Lightning; the chain takes its part back for good, and it is paid over Lightning.",
    act: async (w) => {
      await payByBoth(w);
      await w.reorganise("dropped");
      await w.work();
      await w.payInvoice();
    },
    outcome: {
      ...PAID,
      events: [...PAID_BY_BOTH.events, "payment.gone", "payment.reversed", "charge.invoiced", "order.paid"],
      webhooks: [...PAID_BY_BOTH.webhooks, "payment.gone", "payment.reversed", "InvoiceSettled"],
      notices: ["payment-reversed"],
    },
  },
  {
    rail: BOTH,
    what: "reorged",
    how: "2,000 sat came over Lightning and 2,000 on chain; the chain takes its payment back, and nothing is owed any more.",
    act: async (w) => {
      await w.payInvoice();
      await arrive(w, 2_000n);
      await w.reorganise("dropped");
    },
    outcome: {
      ...PAID,
      events: ["order.paid", "payment.seen", "payment.refundable", "payment.gone", "payment.reversed"],
      webhooks: ["InvoiceSettled", ...PART_WEBHOOKS, "payment.gone", "payment.reversed"],
      notices: ["payment-twice", "payment-reversed"],
    },
  },
  {
    rail: BOTH,
    what: "restart",
    how: "700 sat come on chain, and the hub is killed before it cancels the invoice. It is paid while the hub is off.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.payUnheard(w.placed.bolt11);
      await w.restart();
    },
    outcome: PAID_BESIDE_A_PART,
  },
  {
    rail: BOTH,
    what: "restart",
    how: "700 sat come on chain, and the hub is killed before it asks for the rest. Started again it does, and is paid.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.restart();
      await w.payInvoice();
    },
    outcome: PAID_BY_BOTH,
  },
  {
    rail: BOTH,
    what: "after-refund",
    how: "700 sat come, the order expires, the buyer fetches them, and then all 2,000 sat come on chain.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.work();
      await w.timeOut();
      await w.giveBack(700n);
      await arrive(w, 2_000n);
    },
    outcome: {
      ...PAID,
      books: {
        "asset:chain": 2_700n,
        "asset:lightning": -701n,
        "expense:routing": 1n,
        "liability:seller": -2_000n,
      },
      events: [...PART_EVENTS, "order.expired", "refund.asked", "refund.sent", "payment.seen", "order.paid"],
      webhooks: [
        ...PART_WEBHOOKS,
        "InvoiceExpired partiallyPaid",
        "refund.asked",
        "refund.sent",
        "InvoiceReceivedPayment",
        "InvoiceSettled",
      ],
      notices: ["ended-in-part", "paid-late"],
    },
  },
  {
    rail: BOTH,
    what: "after-cancel",
    how: "700 sat come on chain, the buyer cancels, and before the invoice is cancelled at the node it is paid.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.cancel();
      await w.payInvoice(undefined, w.placed.bolt11);
      await w.work();
    },
    outcome: {
      ...CANCELLED,
      books: { "asset:chain": 700n, "asset:lightning": 2_000n, "liability:refundable": -2_700n },
      refundable: 2_700n,
      events: ["payment.seen", "payment.part", "order.cancelled", "payment.refundable"],
      webhooks: [...PART_WEBHOOKS, "InvoiceInvalid", "InvoicePaymentSettled afterExpiration"],
      notices: ["ended-in-part", "payment-after-end"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
];
