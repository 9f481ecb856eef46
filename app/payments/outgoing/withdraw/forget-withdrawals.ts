import type { Db } from "../../../db/database.ts";
import { DAY_MS } from "../../../domain/time.ts";
import type { Clock } from "../../../domain/time.ts";

/** Forgets codes that nobody used; those that were used say what they became. */
export async function forgetWithdrawals({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  await db
    .deleteFrom("withdrawal")
    .where("state", "=", "open")
    .where("expires_at_ms", "<", clock() - DAY_MS)
    .execute();
}
