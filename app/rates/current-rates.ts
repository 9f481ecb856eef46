import type { Reader } from "../db/database.ts";
import type { Currency } from "../domain/price.ts";
import type { UnixMs } from "../domain/time.ts";
import { FIXED_PREFIX, fromSetting } from "./fixed-rate.ts";
import { USABLE_MS, freshnessAt } from "./freshness.ts";
import type { CurrentRate } from "./freshness.ts";

/** Every currency that has a rate now, by the rules of `newestRate`, in two queries. */
export async function currentRates(reader: Reader, now: UnixMs): Promise<ReadonlyMap<Currency, CurrentRate>> {
  const rates = new Map<Currency, CurrentRate>();
  for (const row of await newestObserved(reader, now)) {
    const { currency, minor_per_btc: minorPerBtc, source, at_ms: atMs } = row;
    rates.set(currency, { currency, minorPerBtc, source, atMs, freshness: freshnessAt(atMs, now) });
  }
  const settings = await reader.selectFrom("setting").selectAll().where("name", "like", `${FIXED_PREFIX}%`).execute();
  for (const setting of settings) {
    const rate = fromSetting(setting);
    rates.set(rate.currency, rate);
  }
  return rates;
}

async function newestObserved(reader: Reader, now: UnixMs) {
  return reader
    .with("newest", (db) =>
      db
        .selectFrom("rate")
        .select(["currency", (eb) => eb.fn.max("at_ms").as("at_ms")])
        .where("at_ms", ">=", now - USABLE_MS)
        .where("at_ms", "<=", now)
        .groupBy("currency"),
    )
    .selectFrom("newest")
    .innerJoin("rate", (join) =>
      join.onRef("rate.currency", "=", "newest.currency").onRef("rate.at_ms", "=", "newest.at_ms"),
    )
    .select(["rate.currency", "rate.minor_per_btc", "rate.source", "rate.at_ms"])
    .execute();
}
