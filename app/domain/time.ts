declare const unixMsBrand: unique symbol;
declare const heightBrand: unique symbol;

/** Milliseconds since 1970, as an exact integer: the only time inside the hub. */
export type UnixMs = bigint & { readonly [unixMsBrand]: true };

/** A block's height in the chain; escrow on Lightning counts these, not minutes. */
export type BlockHeight = number & { readonly [heightBrand]: true };

/** Where "now" comes from; only the composition root and tests make one. */
export type Clock = () => UnixMs;

export function unixMs(value: bigint): UnixMs {
  if (value < 0n || value > 8_640_000_000_000_000n) throw new RangeError(`${value} is not a time in Unix milliseconds`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a number of milliseconds becomes a time
  return value as UnixMs;
}

export function blockHeight(value: number): BlockHeight {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a block height`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a number becomes a height
  return value as BlockHeight;
}

export function afterMs(from: UnixMs, durationMs: bigint): UnixMs {
  return unixMs(from + durationMs);
}

export const SECOND_MS = 1_000n;
export const MINUTE_MS = 60_000n;
export const HOUR_MS = 3_600_000n;
export const DAY_MS = 86_400_000n;

/**
 * What says that it began later than this was written before the clock was set back, by an hour or, on a board without
 * a clock of its own, to 1970: its end lies in the future again, although it may have been over long since. A minute
 * is what a clock is corrected by every day.
 */
export function latestBeginning(now: UnixMs): bigint {
  return now + MINUTE_MS;
}
