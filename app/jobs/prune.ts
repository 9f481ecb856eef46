import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import { DAY_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";

/** How long a finished job stays to be looked at. Dead ones stay until they are replayed. */
const KEEP_MS = 7n * DAY_MS;
/** Few enough that nobody notices the writer being busy. */
const AT_ONCE = 500;

/** Forgets jobs that were done a week ago; answers with how many. */
export async function prune(db: Reader, now: UnixMs): Promise<number> {
  for (let pruned = 0; ;) {
    const { numAffectedRows = 0n } = await sql`
      DELETE FROM job WHERE id IN (
        SELECT id FROM job WHERE state = 'done' AND updated_at_ms < ${now - KEEP_MS} LIMIT ${AT_ONCE})`.execute(db);
    pruned += Number(numAffectedRows);
    if (numAffectedRows < AT_ONCE) return pruned;
  }
}
