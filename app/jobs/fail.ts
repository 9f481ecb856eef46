import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";
import { backoffMs } from "./backoff.ts";
import type { ClaimedJob } from "./claim.ts";

export type Failure = { error: unknown; now: UnixMs; random: Random };

/** `ready`: it will be tried again; `dead`: never by itself; `lost`: somebody else holds the job by now. */
export type Failed = "ready" | "dead" | "lost";

const LONGEST_ERROR = 500;

/**
 * Puts a failed job back to be tried later, or among the dead after its last attempt. Work that was asked
 * for again while it ran starts over with all its attempts.
 */
export async function fail(db: Reader, job: ClaimedJob, { error, now, random }: Failure): Promise<Failed> {
  const { rows } = await sql<{ state: "ready" | "dead" }>`
    UPDATE job SET
      state = CASE WHEN attempts < max_attempts OR again_at_ms IS NOT NULL THEN 'ready' ELSE 'dead' END,
      attempts = CASE WHEN again_at_ms IS NULL THEN attempts ELSE 0 END,
      run_at_ms = ${now + backoffMs(job.attempt, random)},
      again_at_ms = NULL, lease_owner = NULL, lease_until_ms = NULL,
      last_error = ${describe(error)}, updated_at_ms = ${now}
    WHERE id = ${job.id} AND state = 'running' AND fencing = ${job.fencing}
    RETURNING state`.execute(db);
  return rows[0]?.state ?? "lost";
}

function describe(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, LONGEST_ERROR);
}
