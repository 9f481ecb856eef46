declare const msatBrand: unique symbol;

/** Thousandths of a satoshi, never negative: the only amount inside the hub. */
export type Msat = bigint & { readonly [msatBrand]: true };

/** All bitcoin there will ever be: 21 million × 10^11 msat. */
export const MAX_MSAT = 2_100_000_000_000_000_000n;
export const MSAT_PER_SAT = 1_000n;
export const MSAT_PER_BTC = 100_000_000_000n;

/** Longest decimal text of an amount within MAX_MSAT; longer text is refused before it is parsed. */
const MAX_MSAT_DIGITS = 19;

/** Takes a bigint only: a JavaScript number may already have lost the last digits. Throws out of range. */
export function msat(value: bigint): Msat {
  if (value < 0n || value > MAX_MSAT) throw new RangeError(`${value} msat is not between 0 and ${MAX_MSAT}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a bigint becomes an amount
  return value as Msat;
}

/** Reads canonical decimal text ("0", "1500"); undefined for anything else, including signs and leading zeros. */
export function parseMsat(text: string): Msat | undefined {
  if (text.length > MAX_MSAT_DIGITS || !/^(?:0|[1-9]\d*)$/.test(text)) return undefined;
  const value = BigInt(text);
  return value > MAX_MSAT ? undefined : msat(value);
}

export const ZERO_MSAT = msat(0n);

export function msatFromSat(sat: bigint): Msat {
  return msat(sat * MSAT_PER_SAT);
}

export function addMsat(...amounts: readonly Msat[]): Msat {
  return msat(amounts.reduce((sum: bigint, amount) => sum + amount, 0n));
}

/** Throws when the result would be negative: a shortage is a rule to decide before, not a number to carry. */
export function subtractMsat(from: Msat, amount: Msat): Msat {
  return msat(from - amount);
}

export function timesMsat(amount: Msat, quantity: bigint): Msat {
  return msat(amount * quantity);
}

/** Rounds up to a whole satoshi, in favour of whoever is owed. */
export function ceilToSat(amount: Msat): Msat {
  return msat(divideUp(amount, MSAT_PER_SAT) * MSAT_PER_SAT);
}

/** Integer division rounded up; both operands are non-negative. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError("the divisor must be positive");
  return (dividend + divisor - 1n) / divisor;
}
