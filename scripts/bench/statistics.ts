/** The value that so many of a thousand values do not exceed, by the nearest-rank rule. */
export function quantile(values: readonly number[], perMille: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((sorted.length * perMille) / 1000));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 500);
}
