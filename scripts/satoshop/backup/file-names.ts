import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** `satoshop-20261128T031500Z.tar.gz`: names sort by time. */
export function backupName(atMs: number, isEncrypted: boolean): string {
  const at = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `satoshop-${at}.tar.gz${isEncrypted ? ".age" : ""}`;
}

const OWN = /^satoshop-\d{8}T\d{6}Z\.tar\.gz(?:\.age)?$/;

/** What a backup that was killed leaves behind. */
const LEFT = /^(?:\.satoshop-backup-\w{6}|satoshop-\d{8}T\d{6}Z\.tar\.gz(?:\.age)?\.unfinished)$/;

export const WORK_PREFIX = ".satoshop-backup-";

const LEFT_AFTER_MS = 86_400_000;

/** Removes the oldest of our own backups, so that only so many are left; nothing else in the folder is touched. */
export function keepNewest(folder: string, count: number): string[] {
  const removed = readdirSync(folder)
    .filter((name) => OWN.test(name))
    .toSorted()
    .toReversed()
    .slice(count);
  for (const name of removed) rmSync(join(folder, name));
  return removed;
}

export function removeLeftOvers(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (LEFT.test(name) && statSync(path).mtimeMs < nowMs - LEFT_AFTER_MS) rmSync(path, { recursive: true });
  }
}
