import type { Currency } from "../../domain/price.ts";

/**
 * A place that says what a bitcoin costs. Asking changes nothing there, so every failure (out of reach,
 * too slow, an answer that makes no sense) is `NotApplied`: ask again later.
 */
export type RateSource = {
  readonly name: string;
  /** Minor units (won, cents) per bitcoin for those of `currencies` that the source knows; the rest is left out. */
  fetchRates(currencies: readonly Currency[]): Promise<ReadonlyMap<Currency, bigint>>;
};
