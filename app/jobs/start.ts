import { handlersOf } from "./handlers.ts";
import { startSchedule } from "./schedule.ts";
import type { Schedule } from "./schedule.ts";
import { sweepsOf } from "./sweeps.ts";
import { startWebhookSender } from "./webhook-sender.ts";
import { startWorker } from "./worker.ts";
import type { Working } from "./working.ts";

export type Jobs = Pick<Schedule, "lookedAtMs"> & { stop(): Promise<void> };

const LEASE_MS = 60_000;
const POLL_MS = 2_000;
const DRAIN_MS = 10_000;

/** Starts everything that happens by itself: queued jobs and the sweeps over rows that have become due. */
export function startJobs(deps: Working): Jobs {
  const worker = startWorker({ ...deps, handlers: handlersOf(deps), leaseMs: LEASE_MS, pollMs: POLL_MS });
  const webhooks = startWebhookSender({ ...deps, pollMs: POLL_MS });
  const schedule = startSchedule(sweepsOf(deps), deps.clock, deps.log);
  return {
    lookedAtMs: () => schedule.lookedAtMs(),
    stop: async () => {
      await schedule.stop();
      await Promise.all([worker.drain(DRAIN_MS), webhooks.drain(DRAIN_MS)]);
    },
  };
}
