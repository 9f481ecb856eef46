import { spawn } from "node:child_process";
import type { Step } from "./steps.ts";

/** How a step went; `output` is worth reading only when it failed. */
export interface Outcome {
  step: Step;
  ok: boolean;
  counted: number;
  seconds: number;
  output: string;
}

/** Runs one step and judges both its exit code and how much it looked at. */
export async function runStep(step: Step): Promise<Outcome> {
  const startedMs = performance.now();
  const { code, output } = await run(step.command);
  const counted = step.count(output);
  const seconds = (performance.now() - startedMs) / 1000;
  return { step, ok: code === 0 && counted >= step.atLeast, counted, seconds, output: without(step.noise, output) };
}

function without(noise: RegExp | undefined, output: string): string {
  if (noise === undefined) return output;
  return output
    .split("\n")
    .filter((line) => !noise.test(line))
    .join("\n");
}

function run([program = "", ...args]: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stderr.on("data", (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: Buffer.concat(parts).toString("utf8") }));
  });
}
