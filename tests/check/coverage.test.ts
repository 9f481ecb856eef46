import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as assert from "uvu/assert";
import { floors, onlyOnPostgres } from "../../scripts/check/coverage-floors.ts";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";

const test = suite("check/coverage");

const rooms = Object.keys(floors);

type Taken = Record<string, { branches: number; lines: number }>;

/** Judges a report in which each file has taken this many of its 100 branches and lines. */
async function judgedFiles(taken: Taken, { source = "export const a = 1;", folder = "coverage", args = [""] } = {}) {
  const house = build(Object.fromEntries(Object.keys(taken).map((path) => [path, source])));
  const report = Object.entries(taken).map(([path, { branches, lines }]) => {
    const counts = { branches: { covered: branches, total: 100 }, lines: { covered: lines, total: 100 } };
    return [`${realpathSync(house.folder)}/${path}`, counts];
  });
  mkdirSync(join(house.folder, folder), { recursive: true });
  writeFileSync(join(house.folder, folder, "coverage-summary.json"), JSON.stringify(Object.fromEntries(report)));
  const result = await house.run(resolve("scripts/check/coverage.ts"), ...args);
  house.remove();
  return result;
}

/** Judges a report in which one file of each room has taken this many of its 100 branches. */
function judged(taken: Record<string, number>, source?: string) {
  const files = Object.entries(taken).map(([room, count]) => [`${room}/a.ts`, { branches: count, lines: count }]);
  return judgedFiles(Object.fromEntries(files), source === undefined ? {} : { source });
}

/** Judges what the suite left on PostgreSQL, where each of the files that run only there has taken this much. */
function judgedOnPostgres(taken: Taken) {
  return judgedFiles(taken, { folder: "coverage/postgres", args: ["postgres"] });
}

const everyRoom = (covered: number): Record<string, number> => Object.fromEntries(rooms.map((room) => [room, covered]));
const whole = { branches: 100, lines: 100 };
const everyFile = (names: readonly string[]): Taken => Object.fromEntries(names.map((name) => [name, whole]));

test("rooms at their floor pass", async () => {
  assert.is((await judged(everyRoom(100))).code, 0);
});

for (const room of rooms) {
  test(`untested branches in ${room} fail the gate`, async () => {
    const { code, output } = await judged({ ...everyRoom(100), [room]: 90 });
    assert.match(output, new RegExp(`${room} .*below the floor`));
    assert.is(code, 1);
  });
}

test("functions that no test called fail the gate, although they count as having no branches", async () => {
  const files = everyFile(rooms.map((room) => `${room}/a.ts`));
  const { code, output } = await judgedFiles({ ...files, "app/db/a.ts": { branches: 100, lines: 90 } });
  assert.match(output, /app\/db .*below the floor/);
  assert.is(code, 1);
});

test("what only PostgreSQL runs does not count against its room on SQLite", async () => {
  const files = everyFile(rooms.map((room) => `${room}/a.ts`));
  const unused = Object.fromEntries(onlyOnPostgres.map((name) => [name, { branches: 0, lines: 0 }]));
  assert.is((await judgedFiles({ ...files, ...unused })).code, 0);
});

test("what only PostgreSQL runs has the same floor there, and nothing else is looked at", async () => {
  const files = everyFile(onlyOnPostgres);
  assert.is((await judgedOnPostgres({ ...files, "app/db/a.ts": { branches: 0, lines: 0 } })).code, 0);
  const low = Object.fromEntries(onlyOnPostgres.map((name) => [name, { branches: 90, lines: 100 }]));
  const { code, output } = await judgedOnPostgres(low);
  assert.match(output, /app\/db .*below the floor/);
  assert.is(code, 1);
});

test("a file that was to be measured on PostgreSQL and was not fails the gate", async () => {
  const [missing = "", ...others] = onlyOnPostgres;
  const { code, output } = await judgedOnPostgres(everyFile(others));
  assert.match(output, `${missing} was not measured`);
  assert.is(code, 1);
});

test("a room that was not measured at all fails the gate", async () => {
  const [missing = "", ...others] = rooms;
  const { code, output } = await judged(Object.fromEntries(others.map((room) => [room, 100])));
  assert.match(output, `${missing} was not measured`);
  assert.is(code, 1);
});

test("a file that holds only types needs no test", async () => {
  const { output } = await judged({ ...everyRoom(100), "app/words": 0 }, "/** A word. */\nexport type Word = string;");
  assert.not.match(output, "app/words");
});
