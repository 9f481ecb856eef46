import { sql } from "kysely";
import type { Tx } from "./database.ts";
import { growStream } from "./grow-stream.ts";

export type NewJob = {
  id: string;
  /** Names the handler. */
  kind: string;
  /** Ids only: never a secret, since payloads are shown to the owner. */
  payload: { readonly [key: string]: string };
  runAtMs: bigint;
  nowMs: bigint;
  /**
   * While a job with this key waits, another is not added. While it runs, it is marked to run once more,
   * because it may have read the database before this cause was there.
   */
  dedupeKey?: string;
  maxAttempts?: bigint;
};

/** The stream on which workers hear that there is something to do. */
export const JOB_STREAM = "jobs";

const DEFAULT_MAX_ATTEMPTS = 20n;

const sooner = sql<bigint>`CASE WHEN job.again_at_ms < excluded.run_at_ms THEN job.again_at_ms ELSE excluded.run_at_ms END`;

/** Queues work in the transaction that causes it: it is there exactly if the cause is. */
export async function enqueue(tx: Tx, job: NewJob): Promise<void> {
  await tx
    .insertInto("job")
    .values({
      id: job.id,
      kind: job.kind,
      dedupe_key: job.dedupeKey ?? null,
      payload: JSON.stringify(job.payload),
      state: "ready",
      run_at_ms: job.runAtMs,
      attempts: 0n,
      max_attempts: job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      fencing: 0n,
      lease_owner: null,
      lease_until_ms: null,
      again_at_ms: null,
      last_error: null,
      trace_parent: null,
      created_at_ms: job.nowMs,
      updated_at_ms: job.nowMs,
    })
    .onConflict((conflict) =>
      conflict
        .column("dedupe_key")
        // Spelled out, not bound: the engines recognise the partial index by its literal condition.
        .where(sql<boolean>`state IN ('ready', 'running')`)
        .doUpdateSet({ again_at_ms: sooner })
        .where("job.state", "=", "running"),
    )
    .execute();
  growStream(JOB_STREAM);
}
