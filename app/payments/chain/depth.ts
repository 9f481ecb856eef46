import { confirmationsNeeded, confirmationsOf } from "../../domain/confirmations.ts";
import type { Found, Sight } from "./sight.ts";

/**
 * How many confirmations each output to this address needs. Everything that is there counts together: neither does a
 * large payment become small by coming in pieces, nor does a small order make a large payment safe.
 */
export function neededFor({ charge, found }: Pick<Sight, "charge" | "found">): bigint {
  const there = found.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
  return confirmationsNeeded(charge.policy, there > charge.amountMsat ? there : charge.amountMsat);
}

/** Whether it is deep enough to count. */
export function isDeep({ block }: Found, { look }: Pick<Sight, "look">, needed: bigint): boolean {
  if (block === undefined) return false;
  return confirmationsOf(BigInt(block.height), BigInt(look.tip.height)) >= needed;
}
