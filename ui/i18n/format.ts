import type { Locale } from "./choose.ts";

/** An amount in an ISO 4217 currency's smallest unit: won, cents. */
export interface Fiat {
  currency: string;
  minor: bigint;
}

/** Writes money, numbers and times the way the reader's language does. Amounts are msat and never pass through a float. */
export interface Format {
  /** `12,345 sat`; below one satoshi, or with `isExact`, to the msat: `0.5 sat`. */
  sats: (amountMsat: bigint, options?: { isExact?: boolean }) => string;
  /** The figure of `sats` without its unit, for markup that styles the unit. */
  satsFigure: (amountMsat: bigint, options?: { isExact?: boolean }) => string;
  /** `₩18,200`, `$12.50`. */
  fiat: (amount: Fiat) => string;
  /** `18,200 South Korean won`: the same for a screen reader. */
  fiatWords: (amount: Fiat) => string;
  number: (value: number | bigint) => string;
  /** `0.25` → `25%`; at most one decimal place. */
  percent: (ratio: number) => string;
  /** `1.4 MB`. */
  bytes: (count: number) => string;
  date: (atMs: number | bigint) => string;
  dateTime: (atMs: number | bigint) => string;
  time: (atMs: number | bigint) => string;
  /** `in 15 minutes`, `3 days ago`: the nearest whole unit. */
  relative: (atMs: number | bigint, nowMs: number | bigint) => string;
  /** `15 minutes`, `2 hours`: the largest unit that reads naturally. */
  duration: (lengthMs: number) => string;
  /** `14:59`, `1:02:03`: what is left on a clock, never negative. */
  clock: (leftMs: number) => string;
}

const MSAT_PER_SAT = 1000n;

/** The formats of one language and time zone; made once and kept, because `Intl` objects are slow to make. */
export function formatFor(locale: Locale, timeZone = "UTC"): Format {
  const key = `${locale} ${timeZone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = makeFormat(locale, timeZone);
  made.set(key, format);
  return format;
}

const made = new Map<string, Format>();

function makeFormat(locale: Locale, timeZone: string): Format {
  const satsFigure: Format["satsFigure"] = (amountMsat, options = {}) =>
    numberFormat(locale, { maximumFractionDigits: 3 }).format(
      decimal(shownMsat(amountMsat, options.isExact ?? false), 3),
    );
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    satsFigure,
    sats: (amountMsat, options) => `${satsFigure(amountMsat, options)} sat`,
    fiat: (amount) => currencyText(locale, amount, "narrowSymbol"),
    fiatWords: (amount) => currencyText(locale, amount, "name"),
    number: (value) => numberFormat(locale, {}).format(value),
    percent: (ratio) => numberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(ratio),
    bytes: (count) => byteText(locale, count),
    clock,
    relative: (atMs, nowMs) => relativeText(relative, Number(atMs) - Number(nowMs)),
    duration: (lengthMs) => durationText(locale, lengthMs),
    ...dateFormats(locale, timeZone),
  };
}

function dateFormats(locale: Locale, timeZone: string): Pick<Format, "date" | "dateTime" | "time"> {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
  const both = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
  return {
    date: (atMs) => unbroken(day.format(Number(atMs))),
    dateTime: (atMs) => unbroken(both.format(Number(atMs))),
    time: (atMs) => unbroken(time.format(Number(atMs))),
  };
}

/** A date that ends up on two lines is read as two. */
function unbroken(text: string): string {
  return text.replaceAll(/\s/g, "\u00A0");
}

/** Whole satoshi, half up, unless the reader needs every msat or a rounded figure would read as nothing. */
function shownMsat(amountMsat: bigint, isExact: boolean): bigint {
  if (isExact || (amountMsat > 0n && amountMsat < MSAT_PER_SAT)) return amountMsat;
  return ((amountMsat + MSAT_PER_SAT / 2n) / MSAT_PER_SAT) * MSAT_PER_SAT;
}

/** `minor` as decimal text with that many places: the only form in which `Intl` takes big amounts exactly. */
function decimal(minor: bigint, places: number): Intl.StringNumericLiteral {
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  const literal = `${sign}${text}`;
  if (!isDecimal(literal)) throw new Error(`"${literal}" is not a decimal number`);
  return literal;
}

function isDecimal(text: string): text is Intl.StringNumericLiteral {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function currencyText(locale: Locale, amount: Fiat, currencyDisplay: "narrowSymbol" | "name"): string {
  const format = numberFormat(locale, { style: "currency", currency: amount.currency, currencyDisplay });
  return format.format(decimal(amount.minor, decimalsOf(amount.currency, format)));
}

const decimalsByCurrency = new Map<string, number>();

function decimalsOf(currency: string, format: Intl.NumberFormat): number {
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimalsByCurrency.set(currency, decimals);
  return decimals;
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${options.style} ${options.currency} ${options.currencyDisplay} ${options.unit} ${options.unitDisplay} ${options.maximumFractionDigits}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, options);
  numberFormats.set(key, format);
  return format;
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

function byteText(locale: Locale, count: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)));
  const unit = BYTE_UNITS[power] ?? "byte";
  return numberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(count / 1000 ** power);
}

const TIME_STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

type Step = (typeof TIME_STEPS)[number];

function stepFor(lengthMs: number): Step {
  return TIME_STEPS.find((step) => Math.abs(lengthMs) >= step[1]) ?? ["second", 1000];
}

function relativeText(format: Intl.RelativeTimeFormat, distanceMs: number): string {
  const [unit, stepMs] = stepFor(distanceMs);
  return format.format(Math.round(distanceMs / stepMs), unit);
}

function durationText(locale: Locale, lengthMs: number): string {
  const [unit, stepMs] = stepFor(lengthMs);
  return numberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(
    lengthMs / stepMs,
  );
}

function clock(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
