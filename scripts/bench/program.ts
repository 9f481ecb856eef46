import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { startWatchdog } from "../regtest/stack/watchdog.ts";

export interface ProgramOptions {
  command: string;
  args: string[];
  cwd?: string;
  /** Over the environment of this process. */
  env: Record<string, string | undefined>;
  /** Takes what it prints, as a service manager would. */
  logFile: string;
  /** Answers 200 when the program is ready. */
  readyAt: string;
  deadlineMs: number;
}

/** A server in a process of its own. */
export interface Program {
  pid: number;
  /** From the start of the process to its first answer that says "ready". */
  startedInMs: number;
  stop: () => Promise<void>;
}

const STOP_DEADLINE_MS = 15_000;
const PAUSE_MS = 5;
const SHOWN_CHARACTERS = 2_000;

/** Starts a server and waits until it is ready; the error of one that is not carries the end of its log. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { command, args, cwd, env, logFile, readyAt, deadlineMs } = options;
  const log = openSync(logFile, "a", 0o600);
  const startedAtMs = performance.now();
  // Its own process group: Ctrl-C reaches the bench alone, which stops its servers in order.
  const child = spawn(command, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", log, log],
    ...(cwd === undefined ? {} : { cwd }),
  });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${command} cannot be started`);
  const stop = stopping(child, child.pid);
  try {
    await untilReady(readyAt, startedAtMs + deadlineMs, () => child.exitCode === null && child.signalCode === null);
  } catch (error) {
    await stop();
    throw new Error(`it did not start; its log ends with:\n${readFileSync(logFile, "utf8").slice(-SHOWN_CHARACTERS)}`, {
      cause: error,
    });
  }
  return { pid: child.pid, startedInMs: performance.now() - startedAtMs, stop };
}

/** LNbits leaves the work to a child that outlives it, so the whole process group is told. */
function stopping(child: ReturnType<typeof spawn>, pid: number): () => Promise<void> {
  const group = -pid;
  const watchdog = startWatchdog();
  watchdog.started(group);
  const ended = once(child, "exit");
  return async () => {
    const late = setTimeout(() => process.kill(group, "SIGKILL"), STOP_DEADLINE_MS);
    if (child.exitCode === null && child.signalCode === null) process.kill(group, "SIGTERM");
    await ended.finally(() => clearTimeout(late));
    watchdog.ended(group);
    watchdog.close();
  };
}

async function untilReady(address: string, endsAtMs: number, isRunning: () => boolean): Promise<void> {
  while (!(await isReady(address))) {
    if (!isRunning()) throw new Error("it ended");
    if (performance.now() > endsAtMs) throw new Error("it took too long");
    await wait(PAUSE_MS);
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
