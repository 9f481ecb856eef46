import type { Outcome } from "./cell.ts";
import { PRICE_SAT } from "./world.ts";

// Ends that many cells share; each names what is different about it.

const PAID_PAGE = "Paid. Thank you!";
export const ENDED_WITH_MONEY_PAGE = "The order ended, your money is safe";

export const PAID: Outcome = {
  order: "paid",
  books: { "asset:lightning": PRICE_SAT, "liability:seller": -PRICE_SAT },
  stock: [2n, 0n],
  refundable: 0n,
  events: ["order.paid"],
  webhooks: ["InvoiceSettled"],
  notices: [],
  page: PAID_PAGE,
};

/** By a token of the hub's own mint, with the invoice taken back so that nobody pays it as well. */
export const PAID_WITH_ECASH: Outcome = {
  ...PAID,
  books: { "asset:ecash": PRICE_SAT - 1n, "expense:mint": 1n, "liability:seller": -PRICE_SAT },
  events: ["order.paid", "charge.invoice-cancelled"],
};

/** The order still waits for its money. */
export const OPEN: Outcome = {
  order: "open",
  books: {},
  stock: [3n, 1n],
  refundable: 0n,
  events: [],
  webhooks: [],
  notices: [],
  page: "Waiting for your payment",
};

/** Nothing came, or nothing stayed. */
export const EXPIRED: Outcome = {
  order: "expired",
  books: {},
  stock: [3n, 0n],
  refundable: 0n,
  events: ["order.expired"],
  webhooks: ["InvoiceExpired"],
  notices: [],
  page: "expired",
};

export const CANCELLED: Outcome = {
  ...EXPIRED,
  order: "cancelled",
  events: ["order.cancelled"],
  webhooks: ["InvoiceInvalid"],
  page: "cancelled",
};
