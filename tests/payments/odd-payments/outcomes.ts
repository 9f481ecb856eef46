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
