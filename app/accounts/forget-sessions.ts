import type { Db } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";

/** Throws away sessions that are over, so that none comes back to life when the clock is set back. */
export async function forgetSessions(db: Db, now: UnixMs): Promise<void> {
  await db.deleteFrom("session").where("expires_at_ms", "<=", now).execute();
}
