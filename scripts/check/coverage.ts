import { readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { relative } from "node:path";
import { branchFloors, measuredElsewhere } from "./coverage-floors.ts";

interface Covered {
  covered: number;
  total: number;
}

/** What c8 writes to coverage/coverage-summary.json: one entry per file, and "total". */
type Summary = Record<string, { branches: Covered; lines: Covered }>;

/** A room of the house with the branches and lines of all its files. */
interface Room {
  name: string;
  files: number;
  branches: Covered;
  lines: Covered;
}

function rooms(summary: Summary): Room[] {
  const byName = new Map<string, Room>();
  for (const [path, { branches, lines }] of Object.entries(summary)) {
    const file = relative(".", path);
    if (path === "total" || measuredElsewhere.includes(file) || isOnlyTypes(file, lines)) continue;
    const name = file.split("/").slice(0, 2).join("/");
    const room = byName.get(name) ?? {
      name,
      files: 0,
      branches: { covered: 0, total: 0 },
      lines: { covered: 0, total: 0 },
    };
    byName.set(name, {
      name,
      files: room.files + 1,
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

function sum(a: Covered, b: Covered): Covered {
  return { covered: a.covered + b.covered, total: a.total + b.total };
}

function percent({ covered, total }: Covered): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

function line({ name, files, branches, lines }: Room): string {
  const floor = branchFloors[name];
  const verdict =
    floor === undefined ? "" : percent(branches) < floor ? `below the floor of ${floor}%` : `floor ${floor}%`;
  const share = (of: Covered): string => `${percent(of).toFixed(1)}%`.padStart(7);
  return `${name.padEnd(22)} ${String(files).padStart(4)} files  branches ${share(branches)}  lines ${share(lines)}  ${verdict}`.trimEnd();
}

const summary: Summary = JSON.parse(readFileSync("coverage/coverage-summary.json", "utf8"));
const measured = rooms(summary);
const low = measured.filter(({ name, branches }) => percent(branches) < (branchFloors[name] ?? 0));
const absent = Object.keys(branchFloors).filter((name) => !measured.some((room) => room.name === name));
const files = measured.reduce((count, room) => count + room.files, 0);
const table = `${measured.map(line).join("\n")}\n`;
writeFileSync("coverage/rooms.txt", table);
process.stdout.write(`${files} files\n${table}`);
for (const name of absent) process.stdout.write(`${name} was not measured\n`);
process.exitCode = low.length + absent.length > 0 ? 1 : 0;
