import * as assert from "uvu/assert";
import { judgeBoard } from "../../app/domain/board-health.ts";
import type { BoardFigures } from "../../app/domain/board-health.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/board-health");

const GB = 1e9;

const calm: BoardFigures = {
  cores: 4,
  load: 0.5,
  temperature: 48,
  memory: { total: 8 * GB, available: 4 * GB },
  disk: { total: 1_000 * GB, free: 500 * GB },
  pressure: { memory: 0, io: 3 },
};

const levels = (changed: Partial<BoardFigures>) =>
  judgeBoard({ ...calm, ...changed })
    .filter(({ level }) => level !== "fine")
    .map(({ part, level }) => `${part} ${level}`);

test("a calm board is fine in every part", () => {
  assert.equal(levels({}), []);
  assert.is(judgeBoard(calm).length, 6);
});

test("what nothing measures is left out, and is no fault", () => {
  const parts = judgeBoard({ ...calm, temperature: undefined, pressure: undefined }).map(({ part }) => part);
  assert.equal(parts, ["disk", "memory", "load"]);
});

test("a disk is worth a warning from 85 % on, and is bad from 95 %", () => {
  const used = (percent: number) => levels({ disk: { total: 1_000 * GB, free: (100 - percent) * 10 * GB } });
  assert.equal([used(84), used(86), used(96)], [[], ["disk warn"], ["disk bad"]]);
});

test("memory counts by what programs could still have, not by what the system's cache holds", () => {
  const left = (gb: number) => levels({ memory: { total: 8 * GB, available: gb * GB } });
  assert.equal([left(1.2), left(0.8), left(0.3)], [[], ["memory warn"], ["memory bad"]]);
});

test("heat, work and waiting are told apart", () => {
  assert.equal([levels({ temperature: 76 }), levels({ temperature: 90 })], [["temperature warn"], ["temperature bad"]]);
  assert.equal([levels({ load: 9 }), levels({ load: 17 })], [["load warn"], ["load bad"]]);
  assert.equal(levels({ pressure: { memory: 12, io: 71 } }), ["memory-pressure warn", "disk-pressure bad"]);
});
