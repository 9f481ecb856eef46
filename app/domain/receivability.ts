import type { Msat } from "./money.ts";

/** What can arrive over Lightning: in several parts, and in one. Undefined when nobody knows. */
export type Room = { totalMsat: Msat; largestMsat: Msat } | undefined;

/** `parts`: only wallets that split a payment (BOLT 11 `basic_mpp`) get it through, which almost all do. */
export type Arriving = "whole" | "parts" | "short" | "unknown";

/** Whether an amount can arrive; not knowing is no reason to turn anybody away. */
export function arriving(room: Room, amountMsat: bigint): Arriving {
  if (room === undefined) return "unknown";
  if (amountMsat <= room.largestMsat) return "whole";
  return amountMsat <= room.totalMsat ? "parts" : "short";
}
