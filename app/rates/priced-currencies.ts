import type { Reader } from "../db/database.ts";
import { SAT } from "../domain/price.ts";
import type { Currency } from "../domain/price.ts";

/** The currencies that listed products are priced in, without SAT: what has to be observed to sell them. */
export async function pricedCurrencies(reader: Reader): Promise<Currency[]> {
  const rows = await reader
    .selectFrom("product")
    .select("currency")
    .distinct()
    .where("state", "=", "listed")
    .where("currency", "!=", SAT)
    .execute();
  return rows.map((row) => row.currency).toSorted();
}
