import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export type Counted = { passed: number; failed: number };

/** Runs tests/support/run.ts in a process of its own. One that broke down before it could count has failed once. */
export async function countedRun(args: readonly string[]): Promise<Counted> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "run.ts"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const output = await text(child.stdout);
  process.stdout.write(output);
  const [, passed = "0", failed = "0"] = /^(\d+) passed, (\d+) failed\n?$/m.exec(output.slice(-200)) ?? [];
  const isBroken = (await ended) !== 0 && failed === "0";
  return { passed: Number(passed), failed: Number(failed) + (isBroken ? 1 : 0) };
}

/** Ends with the sum of all runs, `N passed, N failed`; fewer tests than promised are a failure. */
export function tellSum(heading: string, runs: readonly Counted[], atLeast: number): void {
  const passed = runs.reduce((sum, run) => sum + run.passed, 0);
  const ran = runs.reduce((sum, run) => sum + run.passed + run.failed, 0);
  const isShort = ran < atLeast;
  if (isShort) process.stdout.write(`FAIL  only ${ran} tests ran; at least ${atLeast} were expected\n`);
  const failed = ran - passed + (isShort ? 1 : 0);
  process.stdout.write(`\n${heading}\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}
