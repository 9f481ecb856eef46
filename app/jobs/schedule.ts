import { createTask } from "node-cron";
import type { ScheduledTask } from "node-cron";
import { MINUTE_MS } from "../domain/time.ts";
import type { Clock } from "../domain/time.ts";
import type { JobLog } from "./perform.ts";

/** Work that looks for what is due; `cron` has five fields and is in UTC. */
export type Sweep = { name: string; cron: string; run: () => Promise<void> };

export type Schedule = {
  /** Wakes nothing any more, and waits for the sweeps that are running. */
  stop(): Promise<void>;
  /** When it was last looked whether the minute has changed, on the clock that nobody sets (`performance.now()`). */
  lookedAtMs(): number;
};

/** How often to look whether the minute has changed, by itself or because the clock was set. */
const LOOK_MS = 1_000;

type Entry = { task: ScheduledTask; running: Promise<void> | undefined };

/**
 * Wakes sweeps by the minute; what they look for lives in rows, so nothing is lost while this does not run.
 * A sweep still running is not started again, and one that throws is logged and comes again at its time.
 *
 * The minutes are counted here and node-cron is only asked which sweep belongs to one: its own timer stands
 * still after the clock was set back, and after it was set forward it first walks through every minute left
 * out, which on a board that boots without the time takes minutes.
 */
export function startSchedule(sweeps: readonly Sweep[], clock: Clock, log: JobLog, lookMs = LOOK_MS): Schedule {
  const entries = sweeps.map((sweep): Entry => ({ task: taskFor(sweep, log), running: undefined }));
  let minute = clock() / MINUTE_MS;
  let lookedAtMs = performance.now();
  const look = () => {
    lookedAtMs = performance.now();
    if (clock() / MINUTE_MS === minute) return;
    minute = clock() / MINUTE_MS;
    for (const entry of entries) if (entry.task.match(new Date(Number(minute * MINUTE_MS)))) wake(entry);
  };
  const timer = setInterval(look, lookMs);
  return {
    lookedAtMs: () => lookedAtMs,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(entries.flatMap((entry) => entry.running ?? []));
      for (const { task } of entries) await task.destroy();
    },
  };
}

/** Throws for a pattern that node-cron does not understand. */
function taskFor({ name, cron, run }: Sweep, log: JobLog): ScheduledTask {
  const warn = (problem: string | Error) => log.warn({ sweep: name, err: problem }, "a sweep failed");
  const logger = { info: () => undefined, debug: () => undefined, warn, error: warn };
  return createTask(cron, run, { name, timezone: "UTC", logger });
}

function wake(entry: Entry): void {
  entry.running ??= entry.task
    .execute()
    // Already logged by the task itself.
    .catch(() => undefined)
    .finally(() => (entry.running = undefined));
}
