import type { UnixMs } from "../../domain/time.ts";

/** How the machine under the hub is, as its collector (`app/metrics/main.ts`) last measured it. */
export type HostReport = {
  atMs: UnixMs;
  /** What the board calls itself; left out where it says nothing. */
  model?: string | undefined;
  uptimeSeconds: number;
  cores: number;
  /** How many programs ran or waited to, on average over the last minute. */
  load: number;
  /** Of the hottest part of the processor, in degrees Celsius; left out where nothing measures it. */
  temperature?: number | undefined;
  /** In bytes. `available` is what programs could still have without swapping. */
  memory: { total: number; available: number; swapTotal: number; swapUsed: number };
  /** Of the file system that the data folder is on, in bytes. */
  disk: { total: number; free: number };
  /**
   * For which share of the last minute something had to wait for processor, memory or disk, in percent (Linux's
   * "some avg60", Documentation/accounting/psi.rst); left out where the kernel does not tell.
   */
  pressure?: { cpu: number; memory: number; io: number } | undefined;
};

/** Undefined when there is no report, or none that can be understood. It may be old: `atMs` says how old. */
export type HostReader = () => HostReport | undefined;
