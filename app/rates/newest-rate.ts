import type { Reader } from "../db/database.ts";
import { SAT } from "../domain/price.ts";
import type { Currency } from "../domain/price.ts";
import type { UnixMs } from "../domain/time.ts";
import { fromSetting, settingName } from "./fixed-rate.ts";
import { USABLE_MS, freshnessAt } from "./freshness.ts";
import type { CurrentRate } from "./freshness.ts";

/**
 * The rate that prices in `currency` are charged at now: the owner's fixed one, else the newest observed
 * one that is not too old. Undefined when there is none, and for SAT, which needs none.
 */
export async function newestRate(reader: Reader, currency: Currency, now: UnixMs): Promise<CurrentRate | undefined> {
  if (currency === SAT) return undefined;
  const fixed = await reader
    .selectFrom("setting")
    .selectAll()
    .where("name", "=", settingName(currency))
    .executeTakeFirst();
  return fixed === undefined ? newestObserved(reader, currency, now) : fromSetting(fixed);
}

async function newestObserved(reader: Reader, currency: Currency, now: UnixMs): Promise<CurrentRate | undefined> {
  const row = await reader
    .selectFrom("rate")
    .select(["minor_per_btc", "source", "at_ms"])
    .where("currency", "=", currency)
    .where("at_ms", ">=", now - USABLE_MS)
    // A clock that once ran ahead has left rows from the future; they would stay the newest for ever.
    .where("at_ms", "<=", now)
    .orderBy("at_ms", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { minor_per_btc: minorPerBtc, source, at_ms: atMs } = row;
  return { currency, minorPerBtc, source, atMs, freshness: freshnessAt(atMs, now) };
}
