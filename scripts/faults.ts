import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { faultsDocument } from "../tests/faults/document.ts";
import type { SCENARIOS } from "../tests/faults/harness.ts";
import { watchAwaits, watched } from "../tests/faults/hooks.ts";

// `node scripts/faults.ts` writes what is let go wrong in `tests/faults/`; with `--check` it only says whether that is
// up to date. Whether it is really done is judged by the tests themselves.

const FILE = "docs/faults.md";

type Harness = { SCENARIOS: typeof SCENARIOS };

async function main(isCheck: boolean): Promise<void> {
  watchAwaits();
  const harness: Harness = await import(watched("tests/faults/harness.ts"));
  const text = faultsDocument(harness.SCENARIOS);
  if (!isCheck) writeFileSync(FILE, text);
  else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
    process.stdout.write(`${FILE} is not what the rooms say: run node scripts/faults.ts\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${harness.SCENARIOS.length} scenarios\n`);
}

if (import.meta.main) await main(process.argv.includes("--check"));
