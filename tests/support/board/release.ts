import { existsSync } from "node:fs";
import { join } from "node:path";
import { facts } from "../../../appliance/facts.ts";

const FOLDER = join(import.meta.dirname, "../../../dist/release");

/** The release that `npm run test:installed` has made of this checkout for this machine, as people get it. */
export interface Release {
  /** With its archive and SHA256SUMS. */
  folder: string;
  archive: string;
  /** The folder in the archive. */
  name: string;
}

export function madeRelease(): Release {
  const name = `${facts.id}-${facts.version}-linux-${process.arch}`;
  const archive = join(FOLDER, `${name}.tar.gz`);
  if (!existsSync(archive)) throw new Error(`${archive} is missing: make it with \`npm run release\``);
  return { folder: FOLDER, archive, name };
}
