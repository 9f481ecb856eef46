import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../scripts/regtest/daemons/run.ts";
import { facts } from "../../../appliance/facts.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** A release made of this checkout as people get it, and how to put its archive away. */
export interface Release {
  folder: string;
  archive: string;
  /** What is in the archive. */
  name: string;
  remove: () => Promise<void>;
}

export async function makeRelease(): Promise<Release> {
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  const folder = mkdtempSync(join(tmpdir(), "satoshop-release-"));
  await run(process.execPath, [join(ROOT, "scripts/release.ts"), "--arch", arch, "--into", folder]);
  const name = `${facts.id}-${facts.version}-linux-${arch}`;
  const remove = () => rm(folder, { recursive: true, force: true });
  return { folder, archive: join(folder, `${name}.tar.gz`), name, remove };
}
