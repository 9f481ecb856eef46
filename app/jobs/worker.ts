import { JOB_STREAM } from "../db/enqueue.ts";
import { claim } from "./claim.ts";
import type { ClaimedJob } from "./claim.ts";
import { GIVEN_BACK, perform } from "./perform.ts";
import type { Performing } from "./perform.ts";
import { release } from "./release.ts";
import { startRounds } from "./rounds.ts";

export type WorkerSettings = Performing & {
  /** How often to look for jobs whose time has come, and for news that was missed. */
  pollMs: number;
  /** How many jobs run at the same time. */
  concurrency?: number;
};

export type Worker = {
  /**
   * Takes no more jobs and waits for those running; after `timeoutMs` their leases are given back and
   * nobody waits for them any longer.
   */
  drain(timeoutMs: number): Promise<void>;
};

const DEFAULT_CONCURRENCY = 4;

/** Runs queued jobs until drained. A job that fails, hangs or is broken costs only its own turn. */
export function startWorker(settings: WorkerSettings): Worker {
  const { db, clock, random, log, leaseMs, pollMs, concurrency = DEFAULT_CONCURRENCY } = settings;
  const owner = Buffer.from(random(6)).toString("hex");
  const running = new Map<AbortController, Promise<void>>();

  const start = (job: ClaimedJob) => {
    const stopping = new AbortController();
    const done = perform(settings, job, stopping)
      .catch((error: unknown) => log.error({ job: job.id, err: error }, "how a job ended could not be written down"))
      .finally(() => {
        running.delete(stopping);
        rounds.again();
      });
    running.set(stopping, done);
  };

  const take = async () => {
    const limit = concurrency - running.size;
    if (limit === 0) return;
    const { jobs, buried } = await claim(db, { owner, limit, now: clock(), leaseMs: BigInt(leaseMs) });
    for (const job of buried) log.error({ job }, "a job took its worker down each time and is not run again");
    if (rounds.isOver()) await Promise.all(jobs.map((job) => release(db, job, clock())));
    else jobs.forEach(start);
    // What had to be buried took the place of something that may be due as well.
    if (buried.length > 0) rounds.again();
  };

  const onFailure = (error: unknown) => log.error({ err: error }, "jobs could not be claimed");
  const rounds = startRounds({ db, stream: JOB_STREAM, pollMs, take, onFailure });
  const giveBack = () => [...running.keys()].forEach((stopping) => stopping.abort(GIVEN_BACK));
  return { drain: (timeoutMs) => rounds.drain(timeoutMs, () => running.values(), giveBack) };
}
