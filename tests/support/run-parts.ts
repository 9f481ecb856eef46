import { countedRun, tellSum } from "./counted-run.ts";
import { suites } from "./suites.ts";

/**
 * Runs a suite in as many processes as a board with two cores can keep busy: `node tests/support/run-parts.ts SUITE`.
 * Each has every second file and says what it found when it is through.
 */
const PARTS = 2;

async function main(name = "fast"): Promise<void> {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`there is no suite ${name}`);
  const parts = Array.from({ length: PARTS }, (_, index) => countedRun([name, "--part", `${index + 1}/${PARTS}`]));
  tellSum("both parts", await Promise.all(parts), suite.atLeast);
}

await main(process.argv[2]);
