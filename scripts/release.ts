import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { facts } from "../appliance/facts.ts";
import { ARCHITECTURES, isArchitecture } from "./program-tree/architecture.ts";
import type { Architecture } from "./program-tree/architecture.ts";
import { assemble } from "./program-tree/assemble.ts";
import { addInstaller } from "./release/add-installer.ts";
import { pack } from "./release/pack.ts";
import { sumFiles } from "./release/sum-files.ts";

const USAGE = `node scripts/release.ts [--arch arm64|x64] [--into FOLDER]

Makes what people install the hub from: an archive for each architecture, with Node and install.sh inside, and
SHA256SUMS beside them. The same sources give the same archives. FOLDER is dist/release when left out.
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Makes one archive in `folder` and answers with its name. */
async function release(arch: Architecture, folder: string): Promise<string> {
  const name = `${facts.id}-${facts.version}-linux-${arch}`;
  const scratch = await mkdtemp(join(tmpdir(), "satoshop-release-"));
  try {
    const tree = join(scratch, name);
    await assemble({ arch, into: tree, withNode: true }, say);
    await addInstaller(tree, arch);
    await pack(tree, join(folder, `${name}.tar.gz`));
    return `${name}.tar.gz`;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { arch: { type: "string" }, into: { type: "string" } } });
  const { arch, into = "dist/release" } = values;
  if (arch !== undefined && !isArchitecture(arch)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const folder = resolve(into);
  await mkdir(folder, { recursive: true });
  const names: string[] = [];
  for (const each of arch === undefined ? ARCHITECTURES : [arch]) names.push(await release(each, folder));
  await sumFiles(folder, names);
  say(names.map((name) => join(folder, name)).join("\n"));
  return 0;
}

process.exitCode = await main();
