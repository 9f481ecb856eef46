import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { suites } from "./suites.ts";

/**
 * Runs a suite in as many processes as a board with two cores can keep busy: `node tests/support/run-parts.ts SUITE`.
 * Each has every second file and says what it found when it is through. Ends with the sum, `N passed, N failed`; a part
 * that broke down before it could count has failed once.
 */
const PARTS = 2;

type Counted = { passed: number; failed: number };

async function runPart(suite: string, part: number): Promise<Counted> {
  const args = [join(import.meta.dirname, "run.ts"), suite, "--part", `${part}/${PARTS}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const output = await text(child.stdout);
  process.stdout.write(output);
  const [, passed = "0", failed = "0"] = /^(\d+) passed, (\d+) failed\n?$/m.exec(output.slice(-200)) ?? [];
  const isBroken = (await ended) !== 0 && failed === "0";
  return { passed: Number(passed), failed: Number(failed) + (isBroken ? 1 : 0) };
}

async function main(name = "fast"): Promise<void> {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`there is no suite ${name}`);
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, index) => runPart(name, index + 1)));
  const passed = parts.reduce((sum, part) => sum + part.passed, 0);
  const ran = parts.reduce((sum, part) => sum + part.passed + part.failed, 0);
  const isShort = ran < suite.atLeast;
  if (isShort) process.stdout.write(`FAIL  only ${ran} tests ran; at least ${suite.atLeast} were expected\n`);
  const failed = ran - passed + (isShort ? 1 : 0);
  process.stdout.write(`\nboth parts\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main(process.argv[2]);
