import type { Config } from "../config.ts";
import type { Supervisor } from "../gateways/supervisor/port.ts";
import { systemdSupervisor } from "../gateways/supervisor/systemd.ts";
import type { World } from "./world.ts";

const nobody: Supervisor = {
  aliveEveryMs: undefined,
  ready: async () => undefined,
  alive: async () => undefined,
  extend: async () => undefined,
  stopping: async () => undefined,
};

/** systemd, where it has started the hub and listens. */
export function openSupervisor({ supervision }: Config, { log }: World): Supervisor {
  if (supervision === undefined) return nobody;
  const onTrouble = (error: Error) => log.warn({ err: error }, "systemd could not be told how the hub is");
  return systemdSupervisor({ ...supervision, onTrouble });
}
