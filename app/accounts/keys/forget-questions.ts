import type { Db } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";

/** Throws away what nobody can answer any more. */
export async function forgetQuestions(db: Db, now: UnixMs): Promise<void> {
  await db.deleteFrom("challenge").where("expires_at_ms", "<=", now).execute();
}
