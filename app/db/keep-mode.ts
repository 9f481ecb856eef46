import type { Db } from "./database.ts";
import type { HubModeTable } from "./schema.ts";
import type { UnixMs } from "../domain/time.ts";

/**
 * The mode in which this database was begun, which is the given one if it is new. It never has another: what was earned
 * in a sandbox is nothing that anybody may be paid on mainnet.
 */
export async function keepMode(db: Db, mode: HubModeTable["mode"], now: UnixMs): Promise<HubModeTable["mode"]> {
  await db
    .insertInto("hub_mode")
    .values({ id: 1n, mode, since_ms: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db.selectFrom("hub_mode").select("mode").executeTakeFirstOrThrow();
  return kept.mode;
}
