import { chmod, copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/**
 * Copies the files below `from` that are wanted, with modes that depend on nothing but whether they are programs, so
 * that the same sources give the same tree on every machine.
 */
export async function copyFiles(from: string, into: string, isWanted: (path: string) => boolean = () => true) {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)));
  for (const path of paths.filter(isWanted)) await copyOne(join(from, path), join(into, path));
}

export async function copyOne(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await copyFile(from, to);
  const { mode } = await stat(from);
  await chmod(to, (mode & 0o100) === 0 ? 0o644 : 0o755);
}
