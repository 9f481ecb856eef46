import { MSAT_PER_SAT, msat } from "./money.ts";
import type { Msat } from "./money.ts";

/** What the hub keeps of an order: a share of its total in parts per million, and at least so much. */
export type HubFee = { ppm: bigint; leastMsat: Msat };

export const NO_HUB_FEE: HubFee = { ppm: 0n, leastMsat: msat(0n) };

const PPM = 1_000_000n;

/**
 * The hub's part of a total. The share is rounded down to a whole satoshi, in the seller's favour, so that what is the
 * seller's can be paid out to the last satoshi; it is never less than the least, and never more than the total.
 */
export function hubFeeOf(totalMsat: Msat, { ppm, leastMsat }: HubFee): Msat {
  const share = ((totalMsat * ppm) / (PPM * MSAT_PER_SAT)) * MSAT_PER_SAT;
  const fee = share < leastMsat ? leastMsat : share;
  return msat(fee < totalMsat ? fee : totalMsat);
}
