import { ENOUGH_SOURCES, observeRates } from "../rates/observe-rates.ts";
import { pricedCurrencies } from "../rates/priced-currencies.ts";
import type { Working } from "./working.ts";

/** Looks up what the listed products are priced in and writes down today's rates. */
export async function observe({ db, rateSources, clock, log }: Working): Promise<void> {
  const atLeast = Math.min(ENOUGH_SOURCES, rateSources.length);
  const observed = await observeRates(db, rateSources, await pricedCurrencies(db), clock(), atLeast);
  if (observed.undecided.length > 0)
    log.warn({ undecided: observed.undecided, silent: observed.silent }, "too few rate sources agree");
}
