import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { Ended } from "./until.ts";
import type { Watchdog } from "./watchdog.ts";

const STOP_DEADLINE_MS = 30_000;
const LINES_SHOWN = 15;

export interface DaemonOptions {
  name: string;
  command: string;
  args: string[];
  /** Beside what this process has in its environment. */
  env?: Readonly<Record<string, string>>;
  /** Takes what the daemon prints; appended, so that a restart keeps the earlier lines. */
  logFile: string;
  watchdog: Watchdog;
}

/** One running program of the stack. */
export interface Daemon {
  pid: number;
  isRunning: () => boolean;
  /** Throws `Ended` with the last lines of the log when the program is no longer there. */
  assertRunning: () => void;
  /** Asks it to stop and waits until it has; after half a minute it is killed, which is an error. */
  stop: () => Promise<void>;
  /** SIGKILL: the daemon gets no chance to write anything. */
  kill: () => Promise<void>;
}

/** Starts a program in its own process group, so that Ctrl-C reaches only the one who stops it in order. */
export function startDaemon({ name, command, args, env, logFile, watchdog }: DaemonOptions): Daemon {
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(command, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  child.on("error", () => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${name} cannot be started as ${command}`);
  watchdog.started(pid);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void ended.then(() => watchdog.ended(pid));
  // A script that forgets to stop its stack can still end; the watchdog then cleans up.
  child.unref();

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const signal = async (which: "SIGTERM" | "SIGKILL") => {
    if (!isRunning()) return;
    child.ref();
    child.kill(which);
    await ended;
  };
  const stop = async () => {
    if (!isRunning()) return;
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
    await signal("SIGTERM").finally(() => clearTimeout(late));
    if (child.signalCode === "SIGKILL") throw new Error(`${name} did not stop within ${STOP_DEADLINE_MS} ms`);
  };
  const assertRunning = () => {
    if (!isRunning()) throw new Ended(`${name} has ended:\n${lastLines(logFile)}`);
  };
  return { pid, isRunning, assertRunning, stop, kill: () => signal("SIGKILL") };
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
}
