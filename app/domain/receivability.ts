import type { Msat } from "./money.ts";

/** What can arrive over Lightning: in several parts, and in one. */
export type Receivable = { totalMsat: Msat; largestMsat: Msat };

/** `parts`: only wallets that split a payment (BOLT 11 `basic_mpp`) get it through, which almost all do. */
export type Arriving = "whole" | "parts" | "short" | "unknown";

/** Whether an amount can arrive; not knowing is no reason to turn anybody away. */
export function arriving(receivable: Receivable | undefined, amountMsat: bigint): Arriving {
  if (receivable === undefined) return "unknown";
  if (amountMsat <= receivable.largestMsat) return "whole";
  return amountMsat <= receivable.totalMsat ? "parts" : "short";
}
