import type { Reader } from "../../db/database.ts";
import type { HubFee } from "../../domain/hub-fee.ts";
import { msat } from "../../domain/money.ts";

/** A fee and since when orders are placed under it. */
export type SetHubFee = HubFee & { atMs: bigint };

/** Every fee there was, newest first. */
export async function listHubFees(reader: Reader, limit: number): Promise<SetHubFee[]> {
  const rows = await reader.selectFrom("hub_fee").selectAll().orderBy("number", "desc").limit(limit).execute();
  return rows.map(({ ppm, least_msat, at_ms }) => ({ ppm, leastMsat: msat(least_msat), atMs: at_ms }));
}
