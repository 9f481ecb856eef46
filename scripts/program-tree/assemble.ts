import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildUi } from "../build-ui.ts";
import type { Architecture } from "./architecture.ts";
import { compileCurve } from "./compile-curve.ts";
import { copyFiles, copyOne } from "./copy-files.ts";
import { installPackages } from "./install-packages.ts";
import { isLoaded } from "./is-loaded.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What an installed hub has of this repository, besides the pages' built files. */
const FOLDERS = ["app", "ui", "scripts/satoshop", "appliance", "systemd"];
const FILES = ["package.json", "LICENSE", "scripts/satoshop.ts"];

export interface Wanted {
  arch: Architecture;
  into: string;
  withNode: boolean;
}

/** Assembles the tree that every installed hub runs from. `say` is told what a builder may want to change. */
export async function assemble({ arch, into, withNode }: Wanted, say: (line: string) => void): Promise<void> {
  if (existsSync(into) && (await readdir(into)).length > 0) throw new Error(`${into} is not empty: name a new folder.`);
  await copyProgram(into);
  await buildUi(join(into, "dist/ui"));
  const scratch = await mkdtemp(join(tmpdir(), "satoshop-packages-"));
  try {
    const modules = await installPackages(ROOT, scratch, arch);
    say(await compileCurve(modules, arch));
    await copyFiles(modules, join(into, "node_modules"), (path) => isLoaded(path, arch));
    if (withNode) await copyNode(join(modules, `node-linux-${arch}`), into);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function copyProgram(into: string): Promise<void> {
  await mkdir(into, { recursive: true, mode: 0o755 });
  for (const folder of FOLDERS.filter((name) => existsSync(join(ROOT, name))))
    await copyFiles(join(ROOT, folder), join(into, folder));
  for (const file of FILES) await copyOne(join(ROOT, file), join(into, file));
}

async function copyNode(home: string, into: string): Promise<void> {
  await copyOne(join(home, "bin/node"), join(into, "bin/node"));
  await copyOne(join(home, "LICENSE"), join(into, "bin/LICENSE.node"));
}
