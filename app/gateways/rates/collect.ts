import { decimalsOf } from "../../domain/price.ts";
import type { Currency } from "../../domain/price.ts";
import { parseDecimal } from "./parse-decimal.ts";

/** Far above any bitcoin price in minor units, far below what an exact 64-bit integer holds. */
const MAX_MINOR_PER_BTC = 1_000_000_000_000_000n;

/** Turns a source's decimal prices into minor units; a price that is missing, zero or absurd is left out. */
export function collect(
  currencies: readonly Currency[],
  priceText: (currency: Currency) => string | undefined,
): Map<Currency, bigint> {
  const rates = new Map<Currency, bigint>();
  for (const currency of currencies) {
    const decimals = decimalsOf(currency);
    const text = priceText(currency);
    if (decimals === undefined || text === undefined) continue;
    const minor = parseDecimal(text, decimals);
    if (minor !== undefined && minor > 0n && minor <= MAX_MINOR_PER_BTC) rates.set(currency, minor);
  }
  return rates;
}
