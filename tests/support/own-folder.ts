import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** What all suites write together, and some more. */
const ROOM_BYTES = 6e9;
const NAME = /^satoshop-run-(\d+)$/;

/**
 * A folder of this run's own for everything that `tmpdir()` is asked for, gone when the run ends. It is in memory where
 * there is room: thousands of small databases that wait for a disk take longer than all that is asked of them.
 */
export function writeIntoOwnFolder(): void {
  const parent = hasRoom(MEMORY) ? MEMORY : tmpdir();
  for (const left of leftBehind(parent)) rmSync(join(parent, left), { recursive: true, force: true });
  const folder = join(parent, `satoshop-run-${process.pid}`);
  mkdirSync(folder);
  // PostgreSQL runs as somebody else, and has to get to its own folder in it.
  chmodSync(folder, 0o711);
  process.env["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM_BYTES;
}

/** A run that was killed could not clean up. */
function leftBehind(parent: string): string[] {
  return readdirSync(parent).filter((name) => {
    const pid = NAME.exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
