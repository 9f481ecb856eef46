import { writeFileSync } from "node:fs";
import { floors, onlyOnPostgres } from "./coverage-floors.ts";
import { percent, readRooms } from "./coverage-report.ts";
import type { Room } from "./coverage-report.ts";

// Judges what the fast tests left in `coverage`; with the word `postgres`, what they left in `coverage/postgres`.

const onPostgres = process.argv[2] === "postgres";
const folder = onPostgres ? "coverage/postgres" : "coverage";

// V8 knows no branches in a function that nobody called, so their lines have to be there as well.
function isLow({ name, branches, lines }: Room): boolean {
  return Math.min(percent(branches), percent(lines)) < (floors[name] ?? 0);
}

function line(room: Room): string {
  const { name, files, branches, lines } = room;
  const floor = floors[name];
  const verdict = floor === undefined ? "" : isLow(room) ? `below the floor of ${floor}%` : `floor ${floor}%`;
  const share = (of: Room["lines"]): string => `${percent(of).toFixed(1)}%`.padStart(7);
  return `${name.padEnd(22)} ${String(files.length).padStart(4)} files  branches ${share(branches)}  lines ${share(lines)}  ${verdict}`.trimEnd();
}

/** Rooms with a floor, and on PostgreSQL each file by name: one that was renamed would be measured nowhere. */
function absentFrom(rooms: readonly Room[]): string[] {
  const found = rooms.flatMap(({ name, files }) => (onPostgres ? files : [name]));
  return (onPostgres ? onlyOnPostgres : Object.keys(floors)).filter((name) => !found.includes(name));
}

const rooms = readRooms(folder, (file) => onlyOnPostgres.includes(file) === onPostgres);
const absent = absentFrom(rooms);
const files = rooms.reduce((count, room) => count + room.files.length, 0);
const table = `${rooms.map(line).join("\n")}\n`;
writeFileSync(`${folder}/rooms.txt`, table);
process.stdout.write(`${files} files\n${table}`);
for (const name of absent) process.stdout.write(`${name} was not measured\n`);
process.exitCode = rooms.some(isLow) || absent.length > 0 ? 1 : 0;
