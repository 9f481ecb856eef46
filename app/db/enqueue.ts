import type { Tx } from "./database.ts";
import { transactionScope } from "./guarded-driver.ts";

export type NewJob = {
  id: string;
  /** Names the handler. */
  kind: string;
  /** Ids only: never a secret, since payloads are shown to the owner. */
  payload: { readonly [key: string]: string };
  runAtMs: bigint;
  nowMs: bigint;
  /** While a job with this key is still to be done, another is not added. */
  dedupeKey?: string;
  maxAttempts?: bigint;
};

/** The stream on which workers hear that there is something to do. */
export const JOB_STREAM = "jobs";

const DEFAULT_MAX_ATTEMPTS = 20n;

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
      last_error: null,
      trace_parent: null,
      created_at_ms: job.nowMs,
      updated_at_ms: job.nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  transactionScope()?.grownStreams.add(JOB_STREAM);
}
