import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { SAT, decimalsOf, parsePrice } from "../domain/price.ts";
import type { Currency } from "../domain/price.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { FIXED_SOURCE, settingName } from "./fixed-rate.ts";
import type { CurrentRate } from "./freshness.ts";

/** The stream of the owner's decisions about rates. */
export const RATE_STREAM = "rates";

/** Sells at the owner's own price of one bitcoin, in major units ("150000000" won), until it is released. */
export async function fixRate(
  db: Db,
  currency: Currency,
  amount: string,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<CurrentRate | Refused<"invalid-input">> {
  if (currency === SAT || decimalsOf(currency) === undefined) return refuse("invalid-input", "/currency");
  const price = parsePrice(amount, currency);
  if (price === undefined || price.minor === 0n) return refuse("invalid-input", "/amount");
  const setting = { name: settingName(currency), value: price.minor.toString(), updated_at_ms: now };
  await transact(db, async (tx) => {
    await tx
      .insertInto("setting")
      .values(setting)
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: setting.value, updated_at_ms: now }))
      .execute();
    const body = { currency, minorPerBtc: setting.value };
    const id = newId("evt", now, random);
    await appendEvent(tx, { id, stream: RATE_STREAM, type: "rate.fixed", atMs: now, by, body });
  });
  return { currency, minorPerBtc: price.minor, source: FIXED_SOURCE, atMs: now, freshness: "fixed" };
}
