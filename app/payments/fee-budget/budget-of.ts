import type { Reader } from "../../db/database.ts";
import type { FeePurpose } from "../../db/schema.ts";
import type { FeePeriod } from "../../domain/fee-period.ts";
import { msatFromSat } from "../../domain/money.ts";

export type FeeBudget = { purpose: FeePurpose; period: FeePeriod; capMsat: bigint; capPpm: bigint };

/** What holds until the owner says otherwise: enough for a small shop, too little to hurt it. */
const UNTOUCHED = { period: "month", capMsat: msatFromSat(20_000n), capPpm: 5_000n } as const;

export async function budgetOf(reader: Reader, purpose: FeePurpose): Promise<FeeBudget> {
  const row = await reader.selectFrom("fee_budget").selectAll().where("purpose", "=", purpose).executeTakeFirst();
  if (row === undefined) return { purpose, ...UNTOUCHED };
  return { purpose, period: row.period, capMsat: row.cap_msat, capPpm: row.cap_ppm };
}
