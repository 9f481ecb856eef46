import { ceilToSat } from "./money.ts";
import type { Msat } from "./money.ts";
import { msat } from "./money.ts";

/** How many blocks a stall waits for; from `largeMsat` on it waits longer. Never none: what is in no block can vanish. */
export type ConfirmationPolicy = { confirmations: bigint; largeMsat: bigint; largeConfirmations: bigint };

/** How many a payment of this size needs. */
export function confirmationsNeeded(policy: ConfirmationPolicy, amountMsat: bigint): bigint {
  const { confirmations, largeMsat, largeConfirmations } = policy;
  if (amountMsat < largeMsat) return confirmations;
  return largeConfirmations > confirmations ? largeConfirmations : confirmations;
}

/** How many blocks hold it: one when it is in the last, none when it is in no block or in one that is not known yet. */
export function confirmationsOf(height: bigint | null, tipHeight: bigint): bigint {
  if (height === null || height > tipHeight) return 0n;
  return tipHeight - height + 1n;
}

/** Less than this is dust: Bitcoin Core relays no smaller output to any kind of address, so wallets send none. */
export const LEAST_ON_CHAIN_MSAT = 546_000n;

/** What is still to be sent on chain, which knows whole sats only. */
export function dueOnChain(amountMsat: bigint, standingMsat: bigint): Msat {
  const restMsat = amountMsat - standingMsat;
  return ceilToSat(msat(restMsat > 0n ? restMsat : 0n));
}
