import { spawn } from "node:child_process";
import { startWatchdog } from "../stack/watchdog.ts";
import { HUB_ARGUMENTS, HUB_ENVIRONMENT } from "./command.ts";
import type { HubSettings } from "./settings.ts";

/** A hub in its own process: its exit code, and the way to end it. */
export interface RunningHub {
  ended: Promise<number>;
  stop: () => Promise<void>;
}

/** Starts the hub with the given settings over those of the environment; what it prints is shown. */
export function runHub(settings: HubSettings): RunningHub {
  // Its own process group: Ctrl-C reaches only this script, which stops the hub before its node.
  const child = spawn(process.execPath, HUB_ARGUMENTS, {
    detached: true,
    env: { ...process.env, ...HUB_ENVIRONMENT, ...settings },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`the hub cannot be started as ${process.execPath}`);
  const watchdog = startWatchdog();
  watchdog.started(pid);
  const ended = new Promise<number>((resolve) => {
    child.once("exit", (code) => {
      watchdog.ended(pid);
      watchdog.close();
      resolve(code ?? 1);
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { ended, stop };
}
