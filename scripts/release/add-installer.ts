import { chmod, copyFile, readdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Architecture } from "../program-tree/architecture.ts";
import { sumFiles } from "./sum-files.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Makes a tree of the program one that can be installed: with install.sh, and what that checks before it begins. */
export async function addInstaller(tree: string, arch: Architecture): Promise<void> {
  const installer = join(tree, "install.sh");
  await copyFile(join(ROOT, "install.sh"), installer);
  await chmod(installer, 0o755);
  await writeFile(join(tree, "ARCHITECTURE"), `${arch}\n`, { mode: 0o644 });
  await sumFiles(tree, await filesIn(tree));
}

async function filesIn(tree: string): Promise<string[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(tree, join(entry.parentPath, entry.name))).toSorted();
}
