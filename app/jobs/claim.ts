import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";

/** A job that is this worker's until the lease ends; `fencing` proves it, `attempt` counts from 1. */
export type ClaimedJob = { id: string; kind: string; payload: string; fencing: bigint; attempt: bigint };

export type Claim = {
  /** Names the worker, for whoever looks at the table. */
  owner: string;
  limit: number;
  now: UnixMs;
  leaseMs: bigint;
};

/** `buried`: jobs whose lease ended on their last attempt, dead now, because running them again may kill again. */
export type Claimed = { jobs: ClaimedJob[]; buried: string[] };

type Row = { id: string; kind: string; payload: string; fencing: bigint; attempts: bigint; state: string };

/**
 * Takes what is due, and what another worker has held beyond its lease, in one statement, so that two
 * workers never hold the same job. On Postgres rows that another is just taking are stepped over.
 */
export async function claim(db: Db, { owner, limit, now, leaseMs }: Claim): Promise<Claimed> {
  const lock = db.engine === "postgres" ? sql`FOR UPDATE SKIP LOCKED` : sql``;
  const { rows } = await sql<Row>`
    WITH late AS MATERIALIZED (
      SELECT id FROM job WHERE state = 'running' AND lease_until_ms <= ${now}
      ORDER BY lease_until_ms LIMIT ${limit} ${lock}
    ), due AS MATERIALIZED (
      SELECT id FROM job WHERE state = 'ready' AND run_at_ms <= ${now}
      ORDER BY run_at_ms LIMIT ${limit} ${lock}
    )
    UPDATE job SET
      state = CASE WHEN attempts < max_attempts THEN 'running' ELSE 'dead' END,
      attempts = CASE WHEN attempts < max_attempts THEN attempts + 1 ELSE attempts END,
      lease_owner = CASE WHEN attempts < max_attempts THEN ${owner} END,
      lease_until_ms = CASE WHEN attempts < max_attempts THEN CAST(${now + leaseMs} AS bigint) END,
      last_error = CASE WHEN attempts < max_attempts THEN last_error ELSE 'the worker did not come back from it' END,
      again_at_ms = CASE WHEN attempts < max_attempts THEN again_at_ms END,
      fencing = fencing + 1,
      updated_at_ms = ${now}
    WHERE id IN (SELECT id FROM late UNION ALL SELECT id FROM due LIMIT ${limit})
    RETURNING id, kind, payload, fencing, attempts, state`.execute(db);
  return {
    jobs: rows.filter((row) => row.state === "running").map(jobOf),
    buried: rows.filter((row) => row.state === "dead").map((row) => row.id),
  };
}

function jobOf({ id, kind, payload, fencing, attempts }: Row): ClaimedJob {
  return { id, kind, payload, fencing, attempt: attempts };
}
