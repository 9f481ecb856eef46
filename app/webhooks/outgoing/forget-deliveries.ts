import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { DAY_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";

const KEPT_MS = 60n * DAY_MS;
/** So many at once, since nobody else writes meanwhile. */
const BATCH = 500;

/** Forgets messages that were over 60 days ago, with what was answered to them. Answers how many. */
export async function forgetDeliveries({ db, clock }: { db: Db; clock: Clock }): Promise<number> {
  for (let forgotten = 0; ;) {
    const count = await forgetSome(db, clock() - KEPT_MS);
    forgotten += count;
    if (count < BATCH) return forgotten;
  }
}

async function forgetSome(db: Db, beforeMs: bigint): Promise<number> {
  return transact(db, async (tx) => {
    const old = await tx
      .selectFrom("webhook_delivery")
      .select("id")
      .where("state", "<>", "waiting")
      .where("updated_at_ms", "<", beforeMs)
      .orderBy("updated_at_ms")
      .limit(BATCH)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx.deleteFrom("webhook_attempt").where("delivery_id", "in", ids).execute();
    await tx.deleteFrom("webhook_delivery").where("id", "in", ids).execute();
    return ids.length;
  });
}
