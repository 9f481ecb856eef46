import type { Currency } from "../domain/price.ts";
import type { CurrentRate } from "./freshness.ts";

/** Where the owner's own rates are kept in `setting`: one row per currency, the value in minor units per bitcoin. */
export const FIXED_PREFIX = "rate.fixed.";

/** What orders remember as the source of a rate that the owner fixed. */
export const FIXED_SOURCE = "fixed by the owner";

type Row = { name: string; value: string; updated_at_ms: bigint };

export function settingName(currency: Currency): string {
  return `${FIXED_PREFIX}${currency}`;
}

export function fromSetting(row: Row): CurrentRate {
  return {
    currency: row.name.slice(FIXED_PREFIX.length),
    minorPerBtc: BigInt(row.value),
    source: FIXED_SOURCE,
    atMs: row.updated_at_ms,
    freshness: "fixed",
  };
}
