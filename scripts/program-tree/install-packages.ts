import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../regtest/daemons/run.ts";
import type { Architecture } from "./architecture.ts";

/**
 * Installs the packages of production for that architecture into `folder`, exactly as the lock file says, and answers
 * with the path of its `node_modules`. None of their install scripts runs.
 */
export async function installPackages(root: string, folder: string, arch: Architecture): Promise<string> {
  for (const name of ["package.json", "package-lock.json", ".npmrc"])
    await copyFile(join(root, name), join(folder, name));
  const machine = [`--cpu=${arch}`, "--os=linux", "--libc=glibc"];
  const options = ["--omit=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["ci", ...options, ...machine], { cwd: folder });
  return join(folder, "node_modules");
}
