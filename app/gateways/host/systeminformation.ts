import { readFileSync, statfsSync } from "node:fs";
import { loadavg } from "node:os";
import si from "systeminformation";
import type { UnixMs } from "../../domain/time.ts";
import type { HostReport } from "./port.ts";

/** Measures the machine. It starts no other programs but the few that the library needs for the temperature. */
export async function measureHost(dataDir: string, now: UnixMs): Promise<HostReport> {
  const [memory, { max: temperature }] = [await si.mem(), await si.cpuTemperature()];
  const { cpus } = await si.currentLoad();
  return {
    atMs: now,
    model: boardModel(),
    uptimeSeconds: Math.round(si.time().uptime),
    cores: cpus.length,
    load: loadavg()[0] ?? 0,
    // The library says null, or 0, where it finds no sensor.
    temperature: temperature > 0 ? temperature : undefined,
    memory: {
      total: memory.total,
      available: memory.available,
      swapTotal: memory.swaptotal,
      swapUsed: memory.swapused,
    },
    disk: diskOf(dataDir),
    pressure: readPressure(),
  };
}

/** What is kept for root is not free for the hub. */
function diskOf(folder: string): HostReport["disk"] {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return { total: blocks * bsize, free: bavail * bsize };
}

/** Boards with a device tree end their name with a zero byte; a PC has none. */
function boardModel(): string | undefined {
  return textOf("/proc/device-tree/model")?.replaceAll("\0", "").trim();
}

function readPressure(): HostReport["pressure"] {
  const [cpu, memory, io] = (["cpu", "memory", "io"] as const).map(pressureOf);
  return cpu === undefined || memory === undefined || io === undefined ? undefined : { cpu, memory, io };
}

function pressureOf(what: "cpu" | "memory" | "io"): number | undefined {
  return parsePressure(textOf(`/proc/pressure/${what}`) ?? "");
}

/** "some avg10=0.00 avg60=1.25 avg300=0.10 total=12345" (Documentation/accounting/psi.rst). */
export function parsePressure(text: string): number | undefined {
  const found = /^some .*\bavg60=(\d+(?:\.\d+)?)/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
