import { HUB_ARGUMENTS, HUB_ENVIRONMENT } from "../regtest/hub/command.ts";
import type { HubSettings } from "../regtest/hub/settings.ts";
import { freePorts } from "../regtest/stack/ports.ts";
import { startProgram, type Program } from "./program.ts";

const START_DEADLINE_MS = 30_000;

/** The hub as its owner runs it: a process of its own. */
export interface Hub extends Program {
  origin: string;
}

/** Starts the hub on a free port and waits until `/readyz` says yes. */
export async function startHub(settings: HubSettings, logFile: string): Promise<Hub> {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    command: process.execPath,
    args: HUB_ARGUMENTS,
    env: { ...HUB_ENVIRONMENT, ...settings, HOST: "127.0.0.1", PORT: String(port), ADMIN_PORT: "0", ORIGIN: origin },
    logFile,
    readyAt: `${origin}/readyz`,
    deadlineMs: START_DEADLINE_MS,
  });
  return { ...program, origin };
}
