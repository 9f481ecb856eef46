import { msatFromSat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Destination } from "../../gateways/payee/port.ts";

/** Nodes pass on no output of less than 546 sat, and hardly anybody could spend one of less than this. */
const LEAST_ON_CHAIN = msatFromSat(1_000n);

/** A transaction pays whole sats, and no dust; a token whole sats. */
export function refuseDust({ kind }: Destination, amountMsat: bigint): Refused<"below-dust"> | undefined {
  if (kind === "ecash" && amountMsat % 1_000n !== 0n) return refuse("below-dust", "/amountMsat");
  if (kind !== "chain" || (amountMsat >= LEAST_ON_CHAIN && amountMsat % 1_000n === 0n)) return undefined;
  return refuse("below-dust", "/amountMsat");
}
