import { msat } from "../../domain/money.ts";
import { SAT, msatToMinor } from "../../domain/price.ts";
import type { Currency, Price } from "../../domain/price.ts";
import type { Rates } from "../../catalog/product.ts";
import type { Compare } from "../../../ui/pages/compare.ts";
import type { Locale } from "../../../ui/i18n/choose.ts";

/** The money that readers of a language think in; prices in sat are shown beside it. */
const homeCurrency: Readonly<Record<Locale, Currency>> = { en: "USD", ko: "KRW" };

/**
 * How amounts are shown beside sats: a price in its own currency as it is, a price in sat converted for
 * comparison while a rate is known.
 */
export function compareWith(rates: Rates, locale: Locale): Compare {
  const rate = rates.get(homeCurrency[locale]);
  return (amountMsat: bigint, price: Price) => {
    if (price.currency !== SAT) return price;
    return rate === undefined ? undefined : { currency: rate.currency, minor: msatToMinor(msat(amountMsat), rate) };
  };
}
