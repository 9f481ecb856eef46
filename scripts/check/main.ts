import { type Outcome, runStep } from "./run-step.ts";
import { coverageStep, quickSteps, type Step, testStep } from "./steps.ts";

/** Prints one line per step as it ends, and what it said when it failed. */
function print({ step, ok, counted, seconds, output }: Outcome): void {
  const line = [
    ok ? "ok    " : "FAILED",
    step.name.padEnd(17),
    `${seconds.toFixed(1)} s`.padStart(7),
    `${counted} ${step.unit}`,
  ];
  process.stdout.write(`${line.join("  ")}\n`);
  if (ok) return;
  if (counted < step.atLeast)
    process.stdout.write(`        looked at ${counted}; at least ${step.atLeast} were expected\n`);
  process.stdout.write(`${output.trimEnd()}\n\n`);
}

async function inTurn(steps: Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    // One after another on purpose: each of these tools uses every core that it finds.
    const outcome = await runStep(step);
    print(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

const startedMs = performance.now();
const lanes = await Promise.all([inTurn(quickSteps), inTurn([testStep, coverageStep])]);
const outcomes = lanes.flat();
const failed = outcomes.filter(({ ok }) => !ok);
const seconds = (performance.now() - startedMs) / 1000;
process.stdout.write(`\nchecked in ${seconds.toFixed(1)} s\n`);
process.stdout.write(`${outcomes.length - failed.length} passed, ${failed.length} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
