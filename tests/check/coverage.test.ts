import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as assert from "uvu/assert";
import { branchFloors } from "../../scripts/check/coverage-floors.ts";
import { suite } from "../support/suite.ts";
import { build } from "./house.ts";

const test = suite("check/coverage");

const rooms = Object.keys(branchFloors);

/** Judges a report in which one file of each room has taken this many of its 100 branches. */
async function judged(taken: Record<string, number>, source = "export const a = 1;") {
  const paths = Object.keys(taken).map((room) => `${room}/a.ts`);
  const house = build(Object.fromEntries(paths.map((path) => [path, source])));
  const report = Object.entries(taken).map(([room, covered]) => {
    const counts = { covered, total: 100 };
    return [`${realpathSync(house.folder)}/${room}/a.ts`, { branches: counts, lines: counts }];
  });
  mkdirSync(join(house.folder, "coverage"));
  writeFileSync(join(house.folder, "coverage/coverage-summary.json"), JSON.stringify(Object.fromEntries(report)));
  const result = await house.run(resolve("scripts/check/coverage.ts"));
  house.remove();
  return result;
}

const everyRoom = (covered: number): Record<string, number> => Object.fromEntries(rooms.map((room) => [room, covered]));

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
