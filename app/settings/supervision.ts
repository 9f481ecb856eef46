import type { Environment } from "../secrets/find-value.ts";

/** What systemd tells a service that it started (sd_notify(3), sd_watchdog_enabled(3)); no setting of the owner's. */
export type Supervision = {
  /** For whoever is to speak with systemd in the hub's name. */
  environment: Environment;
  /** How long systemd waits for a sign of life; undefined when it wants none. */
  watchdogMs: number | undefined;
};

/** Undefined where nobody listens: in a terminal, in a container. */
export function supervisionIn(environment: Environment): Supervision | undefined {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, PATH } = environment;
  if (NOTIFY_SOCKET === undefined || NOTIFY_SOCKET === "") return undefined;
  const watchdogUsec = Number(WATCHDOG_USEC ?? 0);
  return {
    environment: { NOTIFY_SOCKET, PATH },
    watchdogMs: watchdogUsec > 0 ? watchdogUsec / 1_000 : undefined,
  };
}
