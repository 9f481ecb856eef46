import type { OutgoingPurpose } from "../../db/schema.ts";
import type { Rate } from "../../domain/price.ts";

/**
 * What a line of a statement is about. `reversed`: its rail took the money of an order back. `…-back`: money that was
 * to be sent was not, and is there again. `mint-fee`: what a mint took for the hub's own coins; for sending a payout or
 * refund as a token it stands with that.
 */
export type MovementKind = "order" | "reversed" | "payout" | "payout-back" | "refund" | "refund-back" | "mint-fee";

/**
 * One line; `netMsat` is `grossMsat` less `feeMsat`, always. To a seller gross is what the order brought, and the fee
 * what the hub kept of it; to the hub gross is what it earned, and the fee what it spent. All of them can be negative.
 */
export type Movement = {
  /** The journal of the books. */
  id: string;
  atMs: bigint;
  kind: MovementKind;
  /** Undefined for what concerns the hub as a whole. */
  stallId: string | undefined;
  orderId: string | undefined;
  outgoingId: string | undefined;
  grossMsat: bigint;
  feeMsat: bigint;
  netMsat: bigint;
  /** After this movement. */
  balanceMsat: bigint;
  /** What its order cost in a currency; nothing for prices in sats, and for what belongs to no order. */
  price: OrderPrice | undefined;
};

/** An order's price as its buyer saw it, what that was in msat, and the rate between the two. */
export type OrderPrice = { minor: bigint; msat: bigint; rate: Rate };

export type AboutMovement = { purpose: OutgoingPurpose | undefined; isMore: boolean; isMintFee: boolean };

export function kindOf({ purpose, isMore, isMintFee }: AboutMovement): MovementKind {
  if (purpose === undefined && isMintFee) return "mint-fee";
  if (purpose === undefined) return isMore ? "order" : "reversed";
  if (!isMore) return purpose;
  return purpose === "refund" ? "refund-back" : "payout-back";
}

/**
 * What an amount of an order was worth in minor units of its currency, rounded half away from nothing. The order's own
 * price is the measure and not the rate, because sats were rounded up from it: the whole order is worth what it cost.
 */
export function worthOf(amountMsat: bigint, { minor, msat }: Pick<OrderPrice, "minor" | "msat">): bigint {
  const size = amountMsat < 0n ? -amountMsat : amountMsat;
  const worth = (size * minor * 2n + msat) / (msat * 2n);
  return amountMsat < 0n ? -worth : worth;
}

/** Gross and fee are rounded, and net is their difference, so that the columns agree with each other. */
export function worthOfMovement({ grossMsat, feeMsat }: Pick<Movement, "grossMsat" | "feeMsat">, price: OrderPrice) {
  const [gross, fee] = [worthOf(grossMsat, price), worthOf(feeMsat, price)];
  return { gross, fee, net: gross - fee };
}
