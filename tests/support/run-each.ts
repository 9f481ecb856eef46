import { globSync } from "node:fs";
import { countedRun, tellSum } from "./counted-run.ts";
import type { Counted } from "./counted-run.ts";
import { suites } from "./suites.ts";

/**
 * Runs each file of a suite in a process of its own, one after the other: `node tests/support/run-each.ts SUITE`. For
 * suites whose files start whole machines, which then are not all there at once.
 */
async function main(name = ""): Promise<void> {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`there is no suite ${name}`);
  const runs: Counted[] = [];
  const files = globSync(suite.include, { exclude: suite.exclude }).toSorted();
  for (const file of files) runs.push(await countedRun(["--at-least", "1", file]));
  tellSum("all files", runs, suite.atLeast);
}

await main(process.argv[2]);
