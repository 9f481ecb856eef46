import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";
import type { Held } from "./complete.ts";

/** Gives a job back unfinished, for another worker to take at once; the interrupted attempt does not count. */
export async function release(db: Reader, { id, fencing }: Held, now: UnixMs): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE job SET
      state = 'ready', attempts = attempts - 1, run_at_ms = ${now},
      again_at_ms = NULL, lease_owner = NULL, lease_until_ms = NULL, updated_at_ms = ${now}
    WHERE id = ${id} AND state = 'running' AND fencing = ${fencing}`.execute(db);
  return numAffectedRows === 1n;
}
