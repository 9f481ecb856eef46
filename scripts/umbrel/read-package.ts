import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** A value of a YAML file as rules look at it. */
export type Fields = Record<string, unknown>;

export interface PackageFile {
  text: string;
  isExecutable: boolean;
}

/** One app's folder of an Umbrel store, read whole. */
export interface UmbrelPackage {
  /** The folder's name. */
  folder: string;
  files: ReadonlyMap<string, PackageFile>;
  manifest: Fields;
  compose: { services: Record<string, Fields>; whole: Fields };
}

const Mapping = z.record(z.string(), z.unknown());
const Compose = z.looseObject({ services: z.record(z.string(), Mapping) });

export function readPackage(path: string): UmbrelPackage {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => relative(path, join(entry.parentPath, entry.name)));
  const files = new Map(names.map((name) => [name, readFile(join(path, name))]));
  return packageOf(basename(path), files);
}

export function packageOf(folder: string, files: ReadonlyMap<string, PackageFile>): UmbrelPackage {
  const yaml = (name: string): unknown => parse(files.get(name)?.text ?? "{}");
  const whole = Compose.parse(yaml("docker-compose.yml"));
  return {
    folder,
    files,
    manifest: Mapping.parse(yaml("umbrel-app.yml")),
    compose: { services: whole.services, whole },
  };
}

function readFile(path: string): PackageFile {
  return { text: readFileSync(path, "utf8"), isExecutable: (statSync(path).mode & 0o100) !== 0 };
}
