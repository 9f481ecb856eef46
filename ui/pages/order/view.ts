import type { GivenToken } from "../../../app/ecash/tokens-for.ts";
import type { Picture } from "../../../app/catalog/product.ts";
import type { Order } from "../../../app/orders/find-order.ts";
import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { EcashRequest } from "../../payment-uri.ts";
import type { Fiat } from "../../i18n/format.ts";

/** One line of an order's history, with the amount that it is about. */
export interface HistoryLine {
  type: string;
  atMs: bigint;
  amountMsat?: bigint;
  refundableMsat?: bigint;
}

/** What happened by the request that led here. */
export type OrderNotice = "received" | "cancelled" | "erased" | "wrong-state" | "kept" | "no-address" | "token-waits";

/** For which wallets the code is: for all of them, or for those that know one rail alone. */
export type WayToPay = "all" | "lightning" | "chain" | "ecash";

/** How the order can go into an account: by an address, by a button of who is signed in; or it is in theirs. */
export type Keeping = "ask" | "put" | "kept";

/** An order as its buyer may see it. */
export interface OrderView {
  order: Order;
  /** Pictures by product, as far as the products still have some. */
  pictures: ReadonlyMap<string, readonly Picture[]>;
  /** How the seller is reached; empty when the seller has not said. */
  contact: string;
  /** Path of the order page, key included; forms are sent below it. */
  address: string;
  /** The total in a currency: the order's own, or for comparison when it is priced in sat. */
  totalFiat: Fiat | undefined;
  history: readonly HistoryLine[];
  isSandbox: boolean;
  way: WayToPay;
  /** How what is still due can be paid with e-cash; undefined when nobody takes any. */
  ecash?: EcashRequest | undefined;
  /** Why a token that was just brought was not taken, and the token. */
  tokenRefused?: { reason: RefusalReason; text: string } | undefined;
  /** What is left of coins of another mint that paid. */
  leftOver?: readonly GivenToken[];
  /** The amount cannot arrive over Lightning right now. Left out where nobody knows. */
  cannotArrive?: boolean;
  notice: OrderNotice | undefined;
  /** Undefined when no account is offered here. */
  keeping?: Keeping | undefined;
}

/** How the goods get to the buyer: by the most laborious way among them. */
export type Handover = "post" | "pickup" | "digital";

export function handoverOf(order: Order): Handover {
  if (order.lines.some((line) => line.kind === "physical")) return "post";
  return order.lines.some((line) => line.kind === "pickup") ? "pickup" : "digital";
}

/** Whether anything can still arrive or be paid without the buyer doing something here. */
export function isOver(order: Order): boolean {
  return order.state === "received" || order.state === "closed" || order.state === "cancelled";
}
