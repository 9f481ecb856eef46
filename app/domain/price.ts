import { MSAT_PER_BTC, MSAT_PER_SAT, ceilToSat, divideUp, msat } from "./money.ts";
import type { Msat } from "./money.ts";

/** `SAT` for prices in satoshi, otherwise an ISO 4217 code such as `KRW`. */
export type Currency = string;

/** A price in the currency's smallest unit: satoshi, won, cents. */
export type Price = { currency: Currency; minor: bigint };

/**
 * What one bitcoin costs, in minor units of `currency` (won for KRW, cents for USD).
 * `source` names where the figure came from; `atMs` is when it was observed.
 */
export type Rate = { currency: Currency; minorPerBtc: bigint; source: string; atMs: bigint };

export const SAT: Currency = "SAT";

/** Largest price the hub takes, so that every product of price and quantity stays an exact 64-bit integer. */
export const MAX_PRICE_MINOR = 1_000_000_000_000n;

const decimalsByCurrency = new Map<Currency, number>([[SAT, 0]]);

/** Decimal places of an ISO 4217 currency (0 for KRW, 2 for USD); undefined for an unknown code. */
export function decimalsOf(currency: Currency): number | undefined {
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  if (!/^[A-Z]{3}$/.test(currency) || !Intl.supportedValuesOf("currency").includes(currency)) return undefined;
  const format = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const decimals = format.maximumFractionDigits ?? 2;
  decimalsByCurrency.set(currency, decimals);
  return decimals;
}

/** Reads "12.50" for USD or "18200" for KRW; undefined when the text is not exact in that currency. */
export function parsePrice(text: string, currency: Currency): Price | undefined {
  const decimals = decimalsOf(currency);
  const match = /^(0|[1-9]\d{0,14})(?:\.(\d{1,4}))?$/.exec(text);
  if (decimals === undefined || match === null) return undefined;
  const fraction = match[2] ?? "";
  if (fraction.length > decimals) return undefined;
  const minor = BigInt(match[1] + fraction.padEnd(decimals, "0"));
  return minor > MAX_PRICE_MINOR ? undefined : { currency, minor };
}

/** Writes the price as decimal text in major units, the inverse of `parsePrice`. */
export function formatPriceAmount(price: Price): string {
  const decimals = decimalsOf(price.currency) ?? 0;
  if (decimals === 0) return price.minor.toString();
  const digits = price.minor.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * The price in msat, rounded up to a whole satoshi so that every rail can take it exactly and
 * a line is its unit price times its quantity. The rate is ignored for prices in satoshi.
 */
export function priceToMsat(price: Price, rate: Rate | undefined): Msat | undefined {
  if (price.currency === SAT) return msat(price.minor * MSAT_PER_SAT);
  if (rate === undefined || rate.currency !== price.currency || rate.minorPerBtc <= 0n) return undefined;
  const amount = divideUp(price.minor * MSAT_PER_BTC, rate.minorPerBtc);
  return amount > 2_099_999_999_999_999_000n ? undefined : ceilToSat(msat(amount));
}

/** What an amount is worth in minor units, rounded half up: for display beside sats, never for charging. */
export function msatToMinor(amount: Msat, rate: Rate): bigint {
  return (amount * rate.minorPerBtc * 2n + MSAT_PER_BTC) / (MSAT_PER_BTC * 2n);
}
