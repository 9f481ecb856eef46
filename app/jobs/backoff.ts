import type { Random } from "../domain/ids.ts";

const FIRST_MS = 1_000n;
const LONGEST_MS = 3_600_000n;
/** From here on the ceiling is LONGEST_MS, and larger shifts would only cost. */
const LAST_DOUBLING = 12n;

/**
 * How long to wait after failed attempt number `attempt` (from 1): anything from nothing to a ceiling that
 * doubles each time up to an hour (full jitter), so that what failed together does not come back together.
 */
export function backoffMs(attempt: bigint, random: Random): bigint {
  const doublings = attempt - 1n < LAST_DOUBLING ? attempt - 1n : LAST_DOUBLING;
  const ceiling = FIRST_MS << doublings;
  return randomBelow((ceiling < LONGEST_MS ? ceiling : LONGEST_MS) + 1n, random);
}

/** Six bytes over a range of at most an hour: the remainder's bias is below one in ten million. */
function randomBelow(limit: bigint, random: Random): bigint {
  return random(6).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % limit;
}
