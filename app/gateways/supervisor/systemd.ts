import { execFile } from "node:child_process";
import type { Supervisor } from "./port.ts";

export type Systemd = {
  /** NOTIFY_SOCKET, and PATH to find `systemd-notify` by. */
  environment: Readonly<Record<string, string | undefined>>;
  watchdogMs: number | undefined;
  onTrouble: (error: Error) => void;
};

/** Three tries before systemd loses patience. */
const TRIES = 3;
const DEADLINE_MS = 10_000;

/**
 * Speaks to systemd (sd_notify(3)) through `systemd-notify`: Node has no datagram sockets of AF_UNIX, and a native
 * module is not worth four words. The unit has NotifyAccess=all, since another process than its main one speaks.
 */
export function systemdSupervisor({ environment, watchdogMs, onTrouble }: Systemd): Supervisor {
  const say = (...words: string[]) =>
    new Promise<void>((resolve) => {
      const options = { env: { ...environment }, timeout: DEADLINE_MS };
      execFile("systemd-notify", [`--pid=${process.pid}`, ...words], options, (error) => {
        if (error !== null) onTrouble(error);
        resolve();
      });
    });
  return {
    aliveEveryMs: watchdogMs === undefined ? undefined : watchdogMs / TRIES,
    ready: (status) => say("READY=1", `STATUS=${status}`),
    alive: () => say("WATCHDOG=1"),
    extend: (ms) => say(`EXTEND_TIMEOUT_USEC=${ms * 1_000}`, "STATUS=Bringing the database up to date"),
    stopping: () => say("STOPPING=1", "STATUS=Letting requests and jobs finish"),
  };
}
