import "./defer.ts";
import { globSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { exec } from "uvu";
import { writeIntoOwnFolder } from "./own-folder.ts";
import { type SuiteOfFiles, suites } from "./suites.ts";
import { tally } from "./suite.ts";

/**
 * Runs test files in one process: `node tests/support/run.ts SUITE [--part N/OF]`, or `[--at-least N] GLOB...`.
 * Of a part, only whoever runs them all knows how many tests there must be.
 * A file that cannot be loaded or registers no test fails, as does a run with fewer tests than
 * promised, because a gate that checked nothing must not pass. Ends with `N passed, N failed`.
 */
async function main(args: string[]): Promise<void> {
  writeIntoOwnFolder();
  const part = takePart(args);
  const { include, exclude, atLeast } = chosen(args);
  const files = globSync(include, { exclude })
    .toSorted()
    .filter((_file, place) => place % part.of === part.number - 1);
  const problems = catchStrays();
  const finish = () => report(files.length, problems, part.of === 1 ? atLeast : 1);
  process.once("exit", finish);
  problems.push(...(await load(files)));
  await exec().catch((error: unknown) => problems.push(`the run broke down: ${inspect(error)}`));
  process.off("exit", finish);
  finish();
  // An open handle would keep the process alive for ever and hide which test leaked it.
  process.exit();
}

/** Collects what is thrown outside of any test; by itself it would end the run and hide how the others went. */
function catchStrays(): string[] {
  const strays: string[] = [];
  const note = (error: unknown) => void strays.push(`an error that no test waited for: ${inspect(error)}`);
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  return strays;
}

/** Every file, or each of so many parts gets every so-manyth one. */
function takePart(args: string[]): { number: number; of: number } {
  const at = args.indexOf("--part");
  const [number = 1, of = 1] = at === -1 ? [] : (args.splice(at, 2)[1] ?? "").split("/").map(Number);
  return { number, of };
}

function chosen(args: string[]): SuiteOfFiles {
  const named = suites[args[0] ?? "fast"];
  if (named !== undefined) return named;
  const floorAt = args.indexOf("--at-least");
  const atLeast = floorAt === -1 ? 1 : Number(args.splice(floorAt, 2)[1]);
  return { include: args, exclude: [], atLeast };
}

async function load(files: string[]): Promise<string[]> {
  const problems: string[] = [];
  const state = globalThis as unknown as { UVU_QUEUE: unknown[][]; UVU_INDEX: number };
  for (const [index, file] of files.entries()) {
    const before = tally.registered;
    state.UVU_QUEUE.push([relative("tests", file)]);
    state.UVU_INDEX = index;
    const failure = await loaded(file);
    if (failure !== undefined) problems.push(`${file} cannot be loaded: ${failure}`);
    else if (tally.registered === before) problems.push(`${file} registers no test`);
  }
  return problems;
}

async function loaded(file: string): Promise<string | undefined> {
  try {
    await import(pathToFileURL(resolve(file)).href);
    return undefined;
  } catch (error) {
    return inspect(error);
  }
}

/** Also told when a test ended the process, or nothing was left that could wake the one that waits. */
function report(files: number, problems: string[], floor: number): void {
  const ran = tally.passed + tally.failed;
  const failures = [...problems];
  if (ran !== tally.registered) failures.push(`${tally.registered} tests registered, but ${ran} ran`);
  if (ran < floor) failures.push(`only ${ran} tests ran; at least ${floor} were expected`);
  for (const { title, ms } of tally.slow.toSorted((a, b) => b.ms - a.ms).slice(0, 10)) {
    process.stdout.write(`slow  ${(ms / 1_000).toFixed(1)} s  ${title}\n`);
  }
  for (const failure of failures) process.stdout.write(`FAIL  ${failure}\n`);
  const failed = tally.failed + failures.length;
  process.stdout.write(`${files} files\n${tally.passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
