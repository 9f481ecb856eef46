export type Quote = { source: string; minorPerBtc: bigint };

export type Agreement = { minorPerBtc: bigint; sources: readonly string[]; outliers: readonly string[] };

/** Further than a tenth from the middle is an error or an attack; the won's usual premium stays within it. */
const TOLERANCE_PERCENT = 10n;

/**
 * What several sources say together. The median of all is found, quotes further than 10 % from it are
 * refused, and the median of the rest is the answer, if at least `atLeast` are left. Of an even number the
 * two in the middle are averaged, rounded down.
 */
export function agree(quotes: readonly Quote[], atLeast: number): Agreement | undefined {
  const middle = median(quotes);
  if (middle === undefined) return undefined;
  const isNear = ({ minorPerBtc }: Quote) => distance(minorPerBtc, middle) * 100n <= middle * TOLERANCE_PERCENT;
  const kept = quotes.filter(isNear);
  const minorPerBtc = median(kept);
  if (minorPerBtc === undefined || kept.length < atLeast) return undefined;
  return { minorPerBtc, sources: names(kept), outliers: names(quotes.filter((quote) => !isNear(quote))) };
}

function median(quotes: readonly Quote[]): bigint | undefined {
  const sorted = quotes.map((quote) => quote.minorPerBtc).toSorted((a, b) => (a < b ? -1 : Number(a > b)));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2n;
}

function distance(left: bigint, right: bigint): bigint {
  return left > right ? left - right : right - left;
}

function names(quotes: readonly Quote[]): string[] {
  return quotes.map((quote) => quote.source).toSorted();
}
