import { existsSync, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { bad, fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

const MB = 1_000_000n;
/** Below this a backup before an update may not fit. */
const COMFORTABLE_MB = 2_000n;
/** Below this SQLite may soon be unable to write. */
const NEEDED_MB = 200n;

/** Whether the data folder's disk has room; asks the nearest folder that exists. */
export function checkDisk(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(resolve(dataDir)), { bigint: true });
  return judgeFreeSpace((bavail * bsize) / MB);
}

/** Says what so much free space, in units of 10^6 bytes, means for a hub. */
export function judgeFreeSpace(freeMb: bigint): Finding {
  if (freeMb < NEEDED_MB) return bad("disk", `only ${freeMb} MB are free: make room, or the hub stops taking orders`);
  if (freeMb < COMFORTABLE_MB) return warning("disk", `only ${freeMb} MB are free: make room before the next update`);
  return fine("disk", `${freeMb / 1_000n} GB are free`);
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}
