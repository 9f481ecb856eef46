import { readFileSync, writeFileSync } from "node:fs";
import { ODD_PAYMENTS } from "../tests/payments/odd-payments/table.ts";
import { withTable } from "./odd-payments/section.ts";

// `node scripts/odd-payments.ts` writes what becomes of odd payments into their page; with `--check` it only says
// whether that is up to date. The table is what the test of the same name runs.

const FILE = "docs/payments.md";

function main(isCheck: boolean): void {
  const page = readFileSync(FILE, "utf8");
  const text = withTable(page, ODD_PAYMENTS);
  if (!isCheck) writeFileSync(FILE, text);
  else if (page !== text) {
    process.stdout.write(`${FILE} is not what the table says: run npm run docs\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${ODD_PAYMENTS.length} odd payments\n`);
}

if (import.meta.main) main(process.argv.includes("--check"));
