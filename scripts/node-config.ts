import { readFileSync, writeFileSync } from "node:fs";
import { linesByFile, withLines } from "./node-config/sections.ts";

// `node scripts/node-config.ts` writes every line of the generated configurations into their page; with `--check` it
// only says whether that is up to date.

const FILE = "docs/node-config.md";

function main(isCheck: boolean): void {
  const page = readFileSync(FILE, "utf8");
  const text = withLines(page);
  if (!isCheck) writeFileSync(FILE, text);
  else if (page !== text) {
    process.stdout.write(`${FILE} is not what the configurations say: run npm run docs\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${[...linesByFile().values()].flat().length} lines of configuration\n`);
}

if (import.meta.main) main(process.argv.includes("--check"));
