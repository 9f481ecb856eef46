import type { Reader } from "../db/database.ts";
import { NO_HUB_FEE } from "../domain/hub-fee.ts";
import type { HubFee } from "../domain/hub-fee.ts";
import { msat } from "../domain/money.ts";

/** What the hub keeps of an order that is placed now; nothing until the owner has said otherwise. */
export async function currentHubFee(reader: Reader): Promise<HubFee> {
  const row = await reader
    .selectFrom("hub_fee")
    .select(["ppm", "least_msat"])
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? NO_HUB_FEE : { ppm: row.ppm, leastMsat: msat(row.least_msat) };
}
