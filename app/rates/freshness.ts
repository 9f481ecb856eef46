import type { Rate } from "../domain/price.ts";
import type { UnixMs } from "../domain/time.ts";
import { MINUTE_MS } from "../domain/time.ts";

/** `fixed` by the owner; `fresh`, or `stale` (still used, and shown to be old). */
export type CurrentRate = Rate & { freshness: "fixed" | "fresh" | "stale" };

const FRESH_MS = 10n * MINUTE_MS;
/** Beyond this age a rate is no rate: nothing is sold at it. */
export const USABLE_MS = 60n * MINUTE_MS;

export function freshnessAt(atMs: bigint, now: UnixMs): "fresh" | "stale" {
  return now - atMs <= FRESH_MS ? "fresh" : "stale";
}
