import type { OutgoingPurpose } from "../../db/schema.ts";
import type { Rate } from "../../domain/price.ts";

/**
 * What a line of a statement is about. `reversed`: its rail took the money of an order back. `…-back`: money that was
 * to be sent was not, and is there again.
 */
export type MovementKind = "order" | "reversed" | "payout" | "payout-back" | "refund" | "refund-back";

/**
 * One line; `netMsat` is `grossMsat` less `feeMsat`, always. To a seller gross is what the order brought, and the fee
 * what the hub kept of it; to the hub gross is what it earned, and the fee what it spent. All of them can be negative.
 */
export type Movement = {
  /** The journal of the books. */
  id: string;
  atMs: bigint;
  kind: MovementKind;
  stallId: string;
  orderId: string | undefined;
  outgoingId: string | undefined;
  grossMsat: bigint;
  feeMsat: bigint;
  netMsat: bigint;
  /** After this movement. */
  balanceMsat: bigint;
  /** The rate that its order was placed at; none for prices in sats, and for what belongs to no order. */
  rate: Rate | undefined;
};

export function kindOf(purpose: OutgoingPurpose | undefined, isMore: boolean): MovementKind {
  if (purpose === undefined) return isMore ? "order" : "reversed";
  if (!isMore) return purpose;
  return purpose === "refund" ? "refund-back" : "payout-back";
}

const MSAT_PER_BTC = 100_000_000_000n;

/** What an amount was worth in minor units of the rate's currency, rounded half away from nothing. */
export function worthOf(amountMsat: bigint, { minorPerBtc }: Rate): bigint {
  const size = amountMsat < 0n ? -amountMsat : amountMsat;
  const minor = (size * minorPerBtc * 2n + MSAT_PER_BTC) / (MSAT_PER_BTC * 2n);
  return amountMsat < 0n ? -minor : minor;
}

/** Gross and fee are rounded, and net is their difference, so that the columns agree with each other. */
export function worthOfMovement({ grossMsat, feeMsat }: Movement, rate: Rate) {
  const [gross, fee] = [worthOf(grossMsat, rate), worthOf(feeMsat, rate)];
  return { gross, fee, net: gross - fee };
}
