import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Puts a file, readable by this user alone, into the place of another: after a power cut there is the old one or the
 * new one, never half of either. Where a link stands, what it points to is replaced.
 */
export function replaceFile(path: string, content: string): void {
  const file = targetOf(path);
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, content, { mode: 0o600, flag: "wx", flush: true });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The new name itself reaches the disk only with its folder. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
