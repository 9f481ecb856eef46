import type { Tx } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { FeeBudget } from "./budget-of.ts";

/** What is on its way keeps what was set aside for it, also under a smaller budget. */
export async function setBudget(tx: Tx, { purpose, period, capMsat, capPpm }: FeeBudget, now: UnixMs): Promise<void> {
  const values = { period, cap_msat: capMsat, cap_ppm: capPpm, updated_at_ms: now };
  await tx
    .insertInto("fee_budget")
    .values({ purpose, ...values })
    .onConflict((on) => on.column("purpose").doUpdateSet(values))
    .execute();
}
