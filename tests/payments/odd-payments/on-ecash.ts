import type { Cell, Outcome } from "./cell.ts";
import { CANCELLED, ENDED_WITH_MONEY_PAGE, EXPIRED, PAID, PAID_WITH_ECASH } from "./outcomes.ts";
import { onlyTokens } from "./only-tokens.ts";
import type { TokenHands } from "./tokens.ts";
import type { OddWorld } from "./world.ts";

const ECASH = "ecash";

const LATE: Outcome = {
  ...PAID_WITH_ECASH,
  events: ["order.expired", "order.paid", "charge.invoice-cancelled"],
  webhooks: ["InvoiceExpired", "InvoiceSettled"],
  notices: ["paid-late"],
};

/** A token of the hub's own mint is put in, and the hub does what it has to. */
async function pay(w: OddWorld & TokenHands, sat = 2_000n): Promise<void> {
  await w.bring(await w.token(sat));
  await w.work();
}

/** An order whose buyer puts tokens into its page. What the mint takes for their coins, one sat here, the hub bears. */
export const onEcash: readonly Cell[] = [
  {
    rail: ECASH,
    what: "exact",
    how: "A token over 2,000 sat is put in; the invoice that nobody needs any more is cancelled.",
    act: (w) => pay(w),
    outcome: PAID_WITH_ECASH,
  },
  {
    rail: ECASH,
    what: "partial",
    how: "A token over 700 sat is put in, an invoice over the rest is made, and the time runs out.",
    act: async (w) => {
      await pay(w, 700n);
      await w.timeOut();
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:ecash": 699n, "expense:mint": 1n, "liability:refundable": -700n },
      refundable: 700n,
      events: ["payment.part", "charge.invoice-cancelled", "charge.invoiced", "order.expired"],
      webhooks: ["InvoicePaymentSettled", "InvoiceExpired partiallyPaid"],
      notices: ["ended-in-part"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: ECASH,
    what: "partial",
    how: "A token over 1,980 sat is put in, and the stall lets 1 % be missing.",
    terms: { tolerancePpm: 10_000n },
    act: (w) => pay(w, 1_980n),
    outcome: {
      ...PAID_WITH_ECASH,
      books: { "asset:ecash": 1_979n, "expense:mint": 1n, "liability:seller": -1_980n },
    },
  },
  {
    rail: ECASH,
    what: "over",
    how: "A token over 2,500 sat is put in.",
    act: (w) => pay(w, 2_500n),
    outcome: {
      ...PAID_WITH_ECASH,
      books: { "asset:ecash": 2_499n, "expense:mint": 1n, "liability:refundable": -500n, "liability:seller": -2_000n },
      refundable: 500n,
      webhooks: ["InvoiceSettled overPaid"],
      notices: ["payment-over"],
    },
  },
  {
    rail: ECASH,
    what: "late-full",
    how: "A token over 2,000 sat is put in after the order expired.",
    act: async (w) => {
      await w.timeOut();
      await pay(w);
    },
    outcome: LATE,
  },
  {
    rail: ECASH,
    what: "late-full",
    how: "A token over 2,000 sat is put in after the order expired, and the stall takes no late payments.",
    terms: { late: "refund" },
    act: async (w) => {
      await w.timeOut();
      await pay(w);
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:ecash": 1_999n, "expense:mint": 1n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: ["order.expired", "payment.refundable", "charge.invoice-cancelled"],
      webhooks: ["InvoiceExpired", "InvoicePaymentSettled afterExpiration"],
      notices: ["payment-late"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: ECASH,
    what: "late-partial",
    how: "A token over 700 sat is put in after the order expired.",
    act: async (w) => {
      await w.timeOut();
      await pay(w, 700n);
    },
    outcome: {
      ...EXPIRED,
      books: { "asset:ecash": 699n, "expense:mint": 1n, "liability:refundable": -700n },
      refundable: 700n,
      events: ["order.expired", "payment.refundable", "charge.invoice-cancelled"],
      webhooks: ["InvoiceExpired", "InvoicePaymentSettled afterExpiration"],
      notices: ["payment-late"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  {
    rail: ECASH,
    what: "twice-on-one-rail",
    how: "Two tokens over 2,000 sat are put in, one after the other.",
    act: async (w) => {
      await pay(w);
      await pay(w);
    },
    outcome: {
      ...PAID_WITH_ECASH,
      books: {
        "asset:ecash": 3_998n,
        "expense:mint": 2n,
        "liability:refundable": -2_000n,
        "liability:seller": -2_000n,
      },
      refundable: 2_000n,
      events: [...PAID_WITH_ECASH.events, "payment.refundable"],
      webhooks: ["InvoiceSettled", "InvoicePaymentSettled"],
      notices: ["payment-twice"],
    },
  },
  {
    rail: ECASH,
    what: "on-two-rails",
    how: "A token over 700 sat is put in; the invoice is cancelled, one over 1,300 sat takes its place, and is paid.",
    act: async (w) => {
      await pay(w, 700n);
      await w.payInvoice();
    },
    outcome: {
      ...PAID,
      books: { "asset:ecash": 699n, "asset:lightning": 1_300n, "expense:mint": 1n, "liability:seller": -2_000n },
      events: ["payment.part", "charge.invoice-cancelled", "charge.invoiced", "order.paid"],
      webhooks: ["InvoicePaymentSettled", "InvoiceSettled"],
    },
  },
  {
    rail: ECASH,
    what: "on-two-rails",
    how: "A token over 2,000 sat is put in, and before the invoice is cancelled it is paid as well.",
    act: async (w) => {
      await w.bring(await w.token(2_000n));
      await w.payInvoice(undefined, w.placed.bolt11);
      await w.work();
    },
    outcome: {
      ...PAID,
      books: {
        "asset:ecash": 1_999n,
        "asset:lightning": 2_000n,
        "expense:mint": 1n,
        "liability:refundable": -2_000n,
        "liability:seller": -2_000n,
      },
      refundable: 2_000n,
      events: ["order.paid", "payment.refundable"],
      webhooks: ["InvoiceSettled", "InvoicePaymentSettled"],
      notices: ["payment-twice"],
    },
  },
  { rail: ECASH, what: "replaced", because: "E-cash is in no mempool: coins that their mint has swapped are final." },
  { rail: ECASH, what: "reorged", because: "E-cash is in no block: coins that their mint has swapped are final." },
  {
    rail: ECASH,
    what: "restart",
    how: "The mint swaps the coins and its answer is lost. Started again, the hub asks what has become of them.",
    act: async (w) => {
      await w.fail("own", "/v1/swap", "unanswered");
      await w.bring(await w.token(2_000n));
      await w.restart();
    },
    outcome: PAID_WITH_ECASH,
  },
  {
    rail: ECASH,
    what: "after-refund",
    how: "The order is paid, the shop gives all of it back over Lightning, and another token is put in.",
    act: async (w) => {
      await pay(w);
      await w.giveBack(2_000n);
      await pay(w);
    },
    outcome: {
      ...PAID_WITH_ECASH,
      books: {
        "asset:ecash": 3_998n,
        "asset:lightning": -2_003n,
        "expense:mint": 2n,
        "expense:routing": 3n,
        "liability:refundable": -2_000n,
      },
      refundable: 2_000n,
      events: [...PAID_WITH_ECASH.events, "refund.asked", "refund.sent", "payment.refundable"],
      webhooks: ["InvoiceSettled", "refund.asked", "refund.sent", "InvoicePaymentSettled"],
      notices: ["payment-twice"],
    },
  },
  {
    rail: ECASH,
    what: "after-cancel",
    how: "The buyer cancels, and a token is put in afterwards.",
    act: async (w) => {
      await w.cancel();
      await pay(w);
    },
    outcome: {
      ...CANCELLED,
      books: { "asset:ecash": 1_999n, "expense:mint": 1n, "liability:refundable": -2_000n },
      refundable: 2_000n,
      events: ["order.cancelled", "payment.refundable", "charge.invoice-cancelled"],
      webhooks: ["InvoiceInvalid", "InvoicePaymentSettled afterExpiration"],
      notices: ["payment-after-end"],
      page: ENDED_WITH_MONEY_PAGE,
    },
  },
  ...onlyTokens,
];
