import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";

/** What proves that a job is still ours. */
export type Held = { id: string; fencing: bigint };

/**
 * Marks the job done, or ready once more when the same work was asked for while it ran. False when the
 * lease was taken over in the meantime: somebody else answers for the job now.
 */
export async function complete(db: Reader, { id, fencing }: Held, now: UnixMs): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE job SET
      state = CASE WHEN again_at_ms IS NULL THEN 'done' ELSE 'ready' END,
      run_at_ms = COALESCE(again_at_ms, run_at_ms),
      attempts = CASE WHEN again_at_ms IS NULL THEN attempts ELSE 0 END,
      again_at_ms = NULL, lease_owner = NULL, lease_until_ms = NULL, last_error = NULL, updated_at_ms = ${now}
    WHERE id = ${id} AND state = 'running' AND fencing = ${fencing}`.execute(db);
  return numAffectedRows === 1n;
}
