import type { Db } from "../../app/db/database.ts";
import { enqueue } from "../../app/db/enqueue.ts";
import type { NewJob } from "../../app/db/enqueue.ts";
import { transact } from "../../app/db/transact.ts";
import type { UnixMs } from "../../app/domain/time.ts";
import { unixMs } from "../../app/domain/time.ts";
import { claim } from "../../app/jobs/claim.ts";
import type { ClaimedJob } from "../../app/jobs/claim.ts";

export const START = unixMs(1_790_000_000_000n);
export const LEASE_MS = 60_000n;

/** Queues a job that is due at once unless `more` says otherwise. */
export function queue(db: Db, id: string, more: Partial<NewJob> = {}): Promise<void> {
  return transact(db, (tx) => enqueue(tx, { id, kind: "test", payload: {}, runAtMs: START, nowMs: START, ...more }));
}

export function takeAll(db: Db, now: UnixMs, limit = 100): Promise<{ jobs: ClaimedJob[]; buried: string[] }> {
  return claim(db, { owner: "test", limit, now, leaseMs: LEASE_MS });
}

/** Claims the one job that is due. */
export async function takeOne(db: Db, now: UnixMs): Promise<ClaimedJob> {
  const { jobs } = await takeAll(db, now);
  const [job] = jobs;
  if (job === undefined || jobs.length > 1) throw new Error(`expected one job to be due, found ${jobs.length}`);
  return job;
}

export function jobRow(db: Db, id: string) {
  return db.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}
