import { existsSync, readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { allAwaits, awaitsIn, moneyFiles } from "./awaits.ts";
import { moneyCalls, outsideCalls, OTHERS_CALLS } from "./calls.ts";
import { faultsDocument } from "./document.ts";
import type { SCENARIOS, strikeEverywhere } from "./harness.ts";
import { watchAwaits, watched } from "./hooks.ts";
import { awaitOutcomes } from "./life.ts";
import { isOnlyReading, NOT_STRUCK } from "./not-struck.ts";

type Harness = { strikeEverywhere: typeof strikeEverywhere; SCENARIOS: typeof SCENARIOS };

const test = suite("faults");

watchAwaits();
// The same program, loaded again with its awaits watched.
const load = (): Promise<Harness> => import(watched("tests/faults/harness.ts"));
const struck = (async () => (await load()).strikeEverywhere())();
struck.catch(() => undefined);

const timeoutMs = 600_000;

test(
  "whatever call or wait goes wrong, and wherever the hub is killed, nothing is lost and nothing is done twice",
  async () => {
    assert.ok((await struck).runs > 100);
  },
  { timeoutMs },
);

test(
  "every call that money depends on fails in every way",
  async () => {
    const { calls } = await struck;
    for (const call of moneyCalls()) assert.is(calls.get(call)?.size, 4, `${call} was struck in these ways`);
  },
  { timeoutMs },
);

test("a call that is said to be none of money's is one", () => {
  for (const call of Object.keys(OTHERS_CALLS)) assert.ok(outsideCalls().includes(call), `there is no ${call}`);
});

test(
  "the hub is killed at every await of the rooms where money moves",
  async () => {
    const { awaits } = await struck;
    const spared: string[] = [];
    for (const file of moneyFiles()) {
      const source = readFileSync(file, "utf8");
      for (const at of isOnlyReading(source) ? [] : awaitsIn(file, source))
        if (awaits.get(at.point)?.size !== awaitOutcomes(at).length && NOT_STRUCK[at.point] === undefined)
          spared.push(at.point);
    }
    assert.equal(spared, [], "add a scenario that comes there, or say why none does");
  },
  { timeoutMs },
);

test("what no scenario comes to is still there", () => {
  const known = allAwaits();
  for (const point of Object.keys(NOT_STRUCK)) assert.ok(known.has(point), `there is no ${point} any more`);
});

test("docs/faults.md says what is done", async () => {
  const { SCENARIOS } = await load();
  const file = "docs/faults.md";
  assert.ok(existsSync(file) && readFileSync(file, "utf8") === faultsDocument(SCENARIOS), `run node scripts/faults.ts`);
});
