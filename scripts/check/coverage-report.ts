import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { relative } from "node:path";

interface Covered {
  covered: number;
  total: number;
}

/** What c8 writes to coverage-summary.json: one entry per file, and "total". */
type Summary = Record<string, { branches: Covered; lines: Covered }>;

/** A room of the house with the branches and lines of all its files. */
export interface Room {
  name: string;
  files: string[];
  branches: Covered;
  lines: Covered;
}

/** Reads the report in a folder, and adds up by room the files that `isWanted`. */
export function readRooms(folder: string, isWanted: (file: string) => boolean): Room[] {
  const summary: Summary = JSON.parse(readFileSync(`${folder}/coverage-summary.json`, "utf8"));
  const byName = new Map<string, Room>();
  for (const [path, { branches, lines }] of Object.entries(summary)) {
    const file = relative(".", path);
    if (path === "total" || !isWanted(file) || isOnlyTypes(file, lines)) continue;
    const name = file.split("/").slice(0, 2).join("/");
    const room = byName.get(name) ?? { name, files: [], branches: NONE, lines: NONE };
    byName.set(name, {
      name,
      files: [...room.files, file],
      branches: sum(room.branches, branches),
      lines: sum(room.lines, lines),
    });
  }
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

// A file of types vanishes at run time, so nothing ever loads it and c8 takes it for untested.
function isOnlyTypes(file: string, lines: Covered): boolean {
  if (lines.covered > 0) return false;
  const code = stripTypeScriptTypes(readFileSync(file, "utf8")).replaceAll(
    /\/\*[^]*?\*\/|\/\/.*|\bexport\s*\{\s*\};?/g,
    "",
  );
  return code.trim() === "";
}

const NONE: Covered = { covered: 0, total: 0 };

function sum(a: Covered, b: Covered): Covered {
  return { covered: a.covered + b.covered, total: a.total + b.total };
}

export function percent({ covered, total }: Covered): number {
  return total === 0 ? 100 : (100 * covered) / total;
}
