import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import * as assert from "uvu/assert";
import { suite } from "./suite.ts";

const test = suite("support/run");

/** Runs planted test files in a process of their own, as `npm test` does with the real ones. */
async function run(...args: string[]): Promise<{ code: number | null; output: string; last: string | undefined }> {
  const child = spawn(process.execPath, ["tests/support/run.ts", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const output = await text(child.stdout);
  return { code: await ended, output, last: output.trimEnd().split("\n").at(-1) };
}

const planted = (name: string): string => `tests/check/planted/runner/${name}.ts`;

test("a run in which every test passes ends well and says how many there were", async () => {
  const { code, last } = await run(planted("passes"));
  assert.is(last, "1 passed, 0 failed");
  assert.is(code, 0);
});

test("a failed test fails the run, and the others still run", async () => {
  const { code, last } = await run(planted("fails"), planted("passes"));
  assert.is(last, "1 passed, 1 failed");
  assert.is(code, 1);
});

test("a file without a test fails the run", async () => {
  const { code, output, last } = await run(planted("no-test"), planted("passes"));
  assert.match(output, "no-test.ts registers no test");
  assert.is(last, "1 passed, 1 failed");
  assert.is(code, 1);
});

test("a file that cannot be loaded fails the run, and the others still run", async () => {
  const { code, output, last } = await run(planted("broken"), planted("passes"));
  assert.match(output, "broken on purpose");
  assert.is(last, "1 passed, 1 failed");
  assert.is(code, 1);
});

test("fewer tests than promised fail the run", async () => {
  const { code, last } = await run("--at-least", "2", planted("passes"));
  assert.is(last, "1 passed, 1 failed");
  assert.is(code, 1);
});

test("a pattern that matches no file fails the run", async () => {
  const { code, last } = await run("tests/nowhere/*.test.ts");
  assert.is(last, "0 passed, 1 failed");
  assert.is(code, 1);
});

test("a test that never ends is given up at its time limit", async () => {
  const { code, output, last } = await run(planted("hangs"));
  assert.match(output, 'never comes" took longer than 20 ms');
  assert.is(last, "0 passed, 1 failed");
  assert.is(code, 1);
});

test("an error that no test waited for fails the run, and the others still run", async () => {
  const { code, output, last } = await run(planted("strays"), planted("passes"));
  assert.match(output, "lost on the way");
  assert.is(last, "2 passed, 1 failed");
  assert.is(code, 1);
});

test("a test that ends the process fails the run", async () => {
  const { code, output, last } = await run(planted("exits"), planted("passes"));
  assert.match(output, "2 tests registered, but 0 ran");
  assert.is(last, "0 passed, 2 failed");
  assert.is(code, 1);
});

test("what cannot be closed after the tests fails the run", async () => {
  const { code, output, last } = await run(planted("closes-badly"));
  assert.match(output, "the database is still in use");
  assert.is(last, "1 passed, 1 failed");
  assert.is(code, 1);
});

test("a server that a test left open does not keep the run from ending", async () => {
  const { code, last } = await run(planted("leaks"));
  assert.is(last, "1 passed, 0 failed");
  assert.is(code, 0);
});
