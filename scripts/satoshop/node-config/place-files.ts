import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** `kept`: somebody has changed the file since it was written, or wrote it; the new text stands in FILE.new. */
export type Placed = { name: string; became: "written" | "same" | "kept" };

/** The sums of the files as they were written, so that what somebody has changed is known. */
const SUMS = ".written.json";

const Sums = z.record(z.string(), z.string());

/** Writes files of these names and texts into a folder, over nothing that is somebody's own. */
export function placeFiles(folder: string, files: ReadonlyMap<string, string>): Placed[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sums = readSums(folder);
  const placed = [...files].map(([name, text]) => ({ name, became: place(join(folder, name), text, sums[name]) }));
  for (const { name, became } of placed) if (became !== "kept") sums[name] = sumOf(files.get(name) ?? "");
  replace(join(folder, SUMS), `${JSON.stringify(sums, undefined, 2)}\n`);
  return placed;
}

function place(file: string, text: string, writtenSum: string | undefined): Placed["became"] {
  const there = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (there !== undefined && there !== text && sumOf(there) !== writtenSum) {
    replace(`${file}.new`, text);
    return "kept";
  }
  rmSync(`${file}.new`, { force: true });
  if (there === text) return "same";
  replace(file, text);
  return "written";
}

/** Whole or not at all; some of them hold passwords. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

function readSums(folder: string): Record<string, string> {
  const file = join(folder, SUMS);
  return existsSync(file) ? Sums.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

function sumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
