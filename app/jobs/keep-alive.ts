import { setTimeout as pause } from "node:timers/promises";
import type { Supervisor } from "../gateways/supervisor/port.ts";
import { whatHangs } from "./liveness.ts";
import type { Signs } from "./liveness.ts";
import type { JobLog } from "./perform.ts";

export type Watched = Signs & { supervisor: Supervisor; log: JobLog };

/** Tells the supervisor that the hub is alive, each time that this has been looked at; keeps silent when it is not. */
export async function keepAlive({ supervisor, log, ...signs }: Watched, stop: AbortSignal): Promise<void> {
  const { aliveEveryMs } = supervisor;
  if (aliveEveryMs === undefined) return;
  while (!stop.aborted) {
    const hanging = await whatHangs(signs);
    if (hanging === undefined) await supervisor.alive();
    else log.error({ hanging }, "the hub hangs, so systemd is told nothing");
    await pause(aliveEveryMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
