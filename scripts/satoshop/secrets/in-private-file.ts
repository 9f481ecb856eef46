import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outside } from "../command.ts";

/** A folder in memory on every Linux; what was in it is gone without a trace on a disk. */
const IN_MEMORY = "/dev/shm";

/**
 * Works on a file that nobody else can read, in a folder of its own where an editor's own copies end up, too. Folder
 * and all are removed however the work ends, also when the program is told to go meanwhile.
 */
export async function inPrivateFile<Result>(
  { complain }: Outside,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(IN_MEMORY)) complain("There is no /dev/shm: while you edit, the text is on the disk.\n");
  const folder = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), "satoshop-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const end = () => process.exit(1);
  // Ctrl+C goes to the editor as well, and is its business.
  const ignore = () => undefined;
  process.on("exit", remove).on("SIGTERM", end).on("SIGHUP", end).on("SIGINT", ignore);
  try {
    const file = join(folder, "settings.env");
    writeFileSync(file, "", { mode: 0o600 });
    return await work(file);
  } finally {
    remove();
    process.off("exit", remove).off("SIGTERM", end).off("SIGHUP", end).off("SIGINT", ignore);
  }
}
