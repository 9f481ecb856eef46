import type { Cell, Outcome } from "./cell.ts";
import { CANCELLED, ENDED_WITH_MONEY_PAGE, EXPIRED, PAID } from "./outcomes.ts";
import type { OddWorld } from "./world.ts";

const CHAIN = "chain";

/** Paid on chain, with the invoice taken back so that nobody pays it as well. */
const PAID_ON_CHAIN: Outcome = {
  ...PAID,
  books: { "asset:chain": 2_000n, "liability:seller": -2_000n },
  events: ["payment.seen", "order.paid", "charge.invoice-cancelled"],
  webhooks: ["InvoiceReceivedPayment", "InvoiceSettled"],
};

const LATE_AND_OWED: Outcome = {
  ...EXPIRED,
  books: { "asset:chain": 2_000n, "liability:refundable": -2_000n },
  refundable: 2_000n,
  events: ["order.expired", "payment.seen", "payment.refundable", "charge.invoice-cancelled"],
  webhooks: ["InvoiceExpired", "InvoiceReceivedPayment", "InvoicePaymentSettled afterExpiration"],
  notices: ["payment-late"],
  page: ENDED_WITH_MONEY_PAGE,
};

const LATE_AND_PAID: Outcome = {
  ...PAID_ON_CHAIN,
  events: ["order.expired", "payment.seen", "order.paid", "charge.invoice-cancelled"],
  webhooks: ["InvoiceExpired", "InvoiceReceivedPayment", "InvoiceSettled"],
  notices: ["paid-late"],
};

/** The buyer's wallet sends this much, a block takes it, and the hub does what it has to. */
async function arrive(w: OddWorld, sat = 2_000n): Promise<string> {
  const txid = await w.payOnChain(sat);
  await w.look();
  await w.mine();
  await w.work();
  return txid;
}

async function comeLate(w: OddWorld, sat = 2_000n): Promise<void> {
  await w.timeOut();
  await arrive(w, sat);
}

/** An order that its buyer pays to its address on chain. */
export const onChain: readonly Cell[] = [
  {
    rail: CHAIN,
    what: "exact",
    how: "2,000 sat are sent to the address, and a block takes them; the invoice that nobody needs any more is cancelled.",
    act: arrive,
    outcome: PAID_ON_CHAIN,
  },
  {
    rail: CHAIN,
    what: "partial",
    how: "700 sat come, an invoice over the rest is made, and the time runs out.",
    act: async (w) => {
      await arrive(w, 700n);
      await w.timeOut();
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:chain": 700n, "liability:refundable": -700n },
      refundable: 700n,
      events: ["payment.seen", "payment.part", "charge.invoice-cancelled", "charge.invoiced", "order.expired"],
      webhooks: ["InvoiceReceivedPayment", "InvoicePaymentSettled", "InvoiceExpired partiallyPaid"],
      notices: ["ended-in-part"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: CHAIN,
    what: "partial",
    how: "1,980 sat come, and the stall lets 1 % be missing.",
    terms: { tolerancePpm: 10_000n },
    act: (w) => arrive(w, 1_980n),
    outcome: { ...PAID_ON_CHAIN, books: { "asset:chain": 1_980n, "liability:seller": -1_980n } },
  },
  {
    rail: CHAIN,
    what: "over",
    how: "2,500 sat come.",
    act: (w) => arrive(w, 2_500n),
    outcome: {
      ...PAID_ON_CHAIN,
      books: { "asset:chain": 2_500n, "liability:seller": -2_000n, "liability:refundable": -500n },
      refundable: 500n,
      webhooks: ["InvoiceReceivedPayment", "InvoiceSettled overPaid"],
      notices: ["payment-over"],
    },
  },
  {
    rail: CHAIN,
    what: "late-full",
    how: "2,000 sat come after the order expired, and the stall takes late payments at the rate of then.",
    terms: { late: "settle", inWon: true },
    act: async (w) => {
      moveRate(w, 100_000_000n);
      await comeLate(w);
    },
    outcome: LATE_AND_PAID,
  },
  {
    rail: CHAIN,
    what: "late-full",
    how: "2,000 sat come after the order expired, and since then the rate has moved by less than the stall tolerates.",
    terms: { late: "rate", inWon: true },
    act: async (w) => {
      moveRate(w, 148_000_000n);
      await comeLate(w);
    },
    outcome: LATE_AND_PAID,
  },
  {
    rail: CHAIN,
    what: "late-full",
    how: "2,000 sat come after the order expired, and since then the rate has moved by more than the stall tolerates.",
    terms: { late: "rate", inWon: true },
    act: async (w) => {
      moveRate(w, 140_000_000n);
      await comeLate(w);
    },
    outcome: LATE_AND_OWED,
  },
  {
    rail: CHAIN,
    what: "late-full",
    how: "2,000 sat come after the order expired, and the stall takes no late payments.",
    terms: { late: "refund" },
    act: (w) => comeLate(w),
    outcome: LATE_AND_OWED,
  },
  {
    rail: CHAIN,
    what: "late-full",
    how: "2,000 sat come after the order expired, and everything was sold to others.",
    terms: { late: "settle" },
    act: async (w) => {
      await w.timeOut();
      await w.sellOut();
      await arrive(w);
    },
    outcome: { ...LATE_AND_OWED, stock: [0n, 0n] },
  },
  {
    rail: CHAIN,
    what: "late-partial",
    how: "700 sat come after the order expired.",
    terms: { late: "settle" },
    act: (w) => comeLate(w, 700n),
    outcome: { ...LATE_AND_OWED, books: { "asset:chain": 700n, "liability:refundable": -700n }, refundable: 700n },
  },
  {
    rail: CHAIN,
    what: "twice-on-one-rail",
    how: "2,000 sat come, and 2,000 sat more to the same address.",
    act: async (w) => {
      await arrive(w);
      await arrive(w);
    },
    outcome: {
      ...PAID_ON_CHAIN,
      books: { "asset:chain": 4_000n, "liability:seller": -2_000n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: [...PAID_ON_CHAIN.events, "payment.seen", "payment.refundable"],
      webhooks: [...PAID_ON_CHAIN.webhooks, "InvoiceReceivedPayment", "InvoicePaymentSettled"],
      notices: ["payment-twice"],
    },
  },
  {
    rail: CHAIN,
    what: "on-two-rails",
    because: "The buyer uses one rail here; the row of both says what happens on two.",
  },
  {
    rail: CHAIN,
    what: "replaced",
    how: "2,000 sat are on their way and are replaced by a transaction that pays a higher fee and the same amount.",
    act: async (w) => {
      const txid = await w.payOnChain(2_000n);
      await w.look();
      await w.replace(txid, 2_000n);
      await w.mine();
      await w.work();
    },
    outcome: {
      ...PAID_ON_CHAIN,
      events: ["payment.seen", "payment.gone", "payment.seen", "order.paid", "charge.invoice-cancelled"],
      webhooks: ["InvoiceReceivedPayment", "payment.gone", "InvoiceReceivedPayment", "InvoiceSettled"],
    },
  },
  {
    rail: CHAIN,
    what: "replaced",
    how: "2,000 sat are on their way, and their coins are spent elsewhere. The time runs out.",
    act: async (w) => {
      const txid = await w.payOnChain(2_000n);
      await w.look();
      await w.replace(txid);
      await w.mine();
      await w.timeOut();
    },
    outcome: {
      ...EXPIRED,
      events: ["payment.seen", "payment.gone", "order.expired"],
      webhooks: ["InvoiceReceivedPayment", "payment.gone", "InvoiceExpired"],
    },
  },
  {
    rail: CHAIN,
    what: "reorged",
    how: "A longer chain takes the payment's block away, and its next block has the payment again.",
    act: async (w) => {
      await arrive(w);
      await w.reorganise("returned");
      await w.mine();
      await w.work();
    },
    outcome: {
      ...PAID_ON_CHAIN,
      events: [...PAID_ON_CHAIN.events, "payment.reversed", "order.paid"],
      webhooks: [...PAID_ON_CHAIN.webhooks, "payment.reversed", "InvoiceSettled"],
      notices: ["payment-reversed"],
    },
  },
  {
    rail: CHAIN,
    what: "reorged",
    how: "A longer chain takes the payment's block away, and its coins are spent elsewhere there. The time runs out.",
    act: async (w) => {
      await arrive(w);
      await w.reorganise("dropped");
      await w.work();
      await w.timeOut();
    },
    outcome: {
      ...EXPIRED,
      events: [...PAID_ON_CHAIN.events, "payment.gone", "payment.reversed", "charge.invoiced", "order.expired"],
      webhooks: [...PAID_ON_CHAIN.webhooks, "payment.gone", "payment.reversed", "InvoiceExpired"],
      notices: ["payment-reversed"],
    },
  },
  {
    rail: CHAIN,
    what: "reorged",
    how: "The same after the goods were sent: the order stays, and the owner is told whom to ask for the money.",
    act: async (w) => {
      await arrive(w);
      await w.ship();
      await w.reorganise("dropped");
      await w.work();
    },
    outcome: {
      ...PAID_ON_CHAIN,
      order: "shipped",
      books: {},
      events: [...PAID_ON_CHAIN.events, "order.shipped", "payment.gone", "payment.reversed"],
      webhooks: [...PAID_ON_CHAIN.webhooks, "order.shipped", "payment.gone", "payment.reversed"],
      notices: ["payment-reversed"],
      page: "The Bitcoin network took this payment back",
    },
  },
  {
    rail: CHAIN,
    what: "restart",
    how: "The hub is off while the payment is sent and a block takes it, and is started again.",
    act: async (w) => {
      await w.payOnChain(2_000n);
      await w.mineUnheard();
      await w.restart();
    },
    outcome: PAID_ON_CHAIN,
  },
  {
    rail: CHAIN,
    what: "after-refund",
    how: "The order is paid, the shop gives all of it back, and 2,000 sat more come.",
    act: async (w) => {
      await arrive(w);
      await w.giveBack(2_000n);
      await arrive(w);
    },
    outcome: {
      ...PAID_ON_CHAIN,
      books: {
        "asset:chain": 4_000n,
        "asset:lightning": -2_003n,
        "expense:routing": 3n,
        "liability:refundable": -2_000n,
      },
      refundable: 2_000n,
      events: [...PAID_ON_CHAIN.events, "refund.asked", "refund.sent", "payment.seen", "payment.refundable"],
      webhooks: [
        ...PAID_ON_CHAIN.webhooks,
        "refund.asked",
        "refund.sent",
        "InvoiceReceivedPayment",
        "InvoicePaymentSettled",
      ],
      notices: ["payment-twice"],
    },
  },
  {
    rail: CHAIN,
    what: "after-cancel",
    how: "The payment is on its way, the buyer cancels, and a block takes it.",
    act: async (w) => {
      await w.payOnChain(2_000n);
      await w.look();
      await w.cancel();
      await w.work();
      await w.mine();
    },
    outcome: {
      ...CANCELLED,
      books: { "asset:chain": 2_000n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: ["payment.seen", "order.cancelled", "charge.invoice-cancelled", "payment.refundable"],
      webhooks: ["InvoiceReceivedPayment", "InvoiceInvalid", "InvoicePaymentSettled afterExpiration"],
      notices: ["payment-after-end"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
];

function moveRate({ shop }: OddWorld, minorPerBtc: bigint): void {
  shop.rates.set("KRW", { currency: "KRW", minorPerBtc, source: "test", atMs: shop.clock() });
}
