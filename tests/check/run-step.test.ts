import * as assert from "uvu/assert";
import { runStep } from "../../scripts/check/run-step.ts";
import type { Step } from "../../scripts/check/steps.ts";
import { suite } from "../support/suite.ts";

const test = suite("check/run-step");

/** A step whose tool prints the given text and ends with the given code. */
function saying(text: string, code = 0): Step {
  const program = `process.stdout.write(${JSON.stringify(text)}); process.exitCode = ${code};`;
  return {
    name: "planted",
    command: [process.execPath, "-e", program],
    count: (output) => Number(/(\d+) files/.exec(output)?.[1] ?? 0),
    unit: "files",
    atLeast: 5,
  };
}

test("a tool that finds nothing wrong in enough files passes", async () => {
  const { ok, counted } = await runStep(saying("looked at 7 files"));
  assert.is(counted, 7);
  assert.ok(ok);
});

test("a tool that complains fails the gate", async () => {
  const { ok, output } = await runStep(saying("7 files, one of them wrong", 1));
  assert.not(ok);
  assert.is(output, "7 files, one of them wrong");
});

test("a tool that looked at too few files fails the gate although it complains of nothing", async () => {
  assert.not((await runStep(saying("looked at 4 files"))).ok);
});

test("a tool that does not say what it looked at fails the gate", async () => {
  const { ok, counted } = await runStep(saying("all is well"));
  assert.is(counted, 0);
  assert.not(ok);
});
