import type { Random } from "../../domain/ids.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../domain/time.ts";

/** How long after each failed try the next one comes (Standard Webhooks, "Sending with retries"): 75.6 hours in all. */
const PAUSES_MS: readonly bigint[] = [
  5n * SECOND_MS,
  5n * MINUTE_MS,
  30n * MINUTE_MS,
  2n * HOUR_MS,
  5n * HOUR_MS,
  10n * HOUR_MS,
  14n * HOUR_MS,
  20n * HOUR_MS,
  24n * HOUR_MS,
];

/** A receiver may ask for a longer pause, but not for one without an end. */
const LONGEST_WISH_MS = DAY_MS;

/** After how long without any success a webhook is switched off. */
export const FAILING_MS = 5n * DAY_MS;

export type Failed = { attempts: bigint; isTest: boolean; retryAfter: string | null };

/**
 * When to try again after failed try number `attempts`; undefined when that was the last, as a test's first is. Up to a tenth more than
 * planned, so that what failed together does not come back together, and never before the receiver wants it.
 */
export function nextTryMs({ attempts, isTest, retryAfter }: Failed, nowMs: bigint, random: Random): bigint | undefined {
  const pause = isTest ? undefined : PAUSES_MS[Number(attempts) - 1];
  if (pause === undefined) return undefined;
  const [share = 0] = random(1);
  const planned = pause + (pause * BigInt(share)) / 2_560n;
  const wish = wishMs(retryAfter, nowMs);
  return nowMs + (wish > planned ? wish : planned);
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most a day. */
function wishMs(retryAfter: string | null, nowMs: bigint): bigint {
  if (retryAfter === null) return 0n;
  const wish = /^\d{1,10}$/.test(retryAfter) ? BigInt(retryAfter) * SECOND_MS : untilMs(retryAfter, nowMs);
  return wish > LONGEST_WISH_MS ? LONGEST_WISH_MS : wish;
}

function untilMs(date: string, nowMs: bigint): bigint {
  const at = Date.parse(date);
  return Number.isNaN(at) ? 0n : BigInt(at) - nowMs;
}
