import type { Logger } from "pino";
import type { Db } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock } from "../domain/time.ts";
import type { ClaimedJob } from "./claim.ts";
import { complete } from "./complete.ts";
import { fail } from "./fail.ts";
import { release } from "./release.ts";

export type JobLog = Pick<Logger, "warn" | "error">;

/** Ids only, as they were queued. */
export type Payload = Readonly<Record<string, string>>;

/**
 * Does one kind of work. It may run more than once for the same job and at the same time as a run that was
 * given up, so it is idempotent; `fencing` grows with each run and lets whatever it writes to refuse the older.
 * `signal` aborts when the lease is about to end or the hub stops, and nobody waits for the handler from then on.
 */
export type Handler = (job: { payload: Payload; fencing: bigint; signal: AbortSignal }) => Promise<void>;

export type Performing = {
  db: Db;
  handlers: Readonly<Record<string, Handler>>;
  clock: Clock;
  random: Random;
  log: JobLog;
  leaseMs: number;
};

/** What `stopping` is aborted with when the hub does not wait any longer. */
export const GIVEN_BACK = new Error("the hub is stopping and gives the job back");

/** Runs one claimed job and writes down how it ended, unless somebody else holds it by then. */
export async function perform(deps: Performing, job: ClaimedJob, stopping: AbortController): Promise<void> {
  const { db, clock, random, log } = deps;
  const details = { job: job.id, kind: job.kind, attempt: Number(job.attempt) };
  try {
    await runInTime(deps, job, stopping);
  } catch (error) {
    if (stopping.signal.reason === GIVEN_BACK) return void (await release(db, job, clock()));
    const outcome = await fail(db, job, { error, now: clock(), random });
    if (outcome === "dead")
      log.error({ ...details, err: error }, "a job failed for the last time and needs somebody to look at it");
    else log.warn({ ...details, err: error, outcome }, "a job failed");
    return;
  }
  if (!(await complete(db, job, clock()))) log.warn(details, "a job was finished after its lease had been taken over");
}

async function runInTime(deps: Performing, job: ClaimedJob, stopping: AbortController): Promise<void> {
  const handler = Object.hasOwn(deps.handlers, job.kind) ? deps.handlers[job.kind] : undefined;
  if (handler === undefined) throw new Error(`nobody knows how to do "${job.kind}"`);
  const { signal } = stopping;
  const timer = setTimeout(
    () => stopping.abort(new Error("the job took longer than its lease")),
    timeLimitMs(deps.leaseMs),
  );
  try {
    const payload = payloadOf(job);
    await Promise.race([handler({ payload, fencing: job.fencing, signal }), aborted(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function payloadOf(job: ClaimedJob): Payload {
  const payload: unknown = JSON.parse(job.payload);
  if (!isPayload(payload)) throw new Error("the payload is not an object of texts");
  return payload;
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string");
}

/** Ends before the lease does, so that the failure can still be written down by its holder. */
function timeLimitMs(leaseMs: number): number {
  return Math.floor(leaseMs * 0.9);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
