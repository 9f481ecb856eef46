import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compare } from "./erd/compare.ts";
import { mermaid, picture } from "./erd/diagram.ts";
import { dictionary } from "./erd/dictionary.ts";
import { postgresTables, sqliteTables } from "./erd/live-tables.ts";
import { purposes } from "./erd/purposes.ts";
import type { Table } from "./erd/table.ts";

// `node scripts/erd.ts` writes the diagram and the data dictionary from the live schema; with `--check` it
// only says whether they are up to date. Where DATABASE_URL names a Postgres, both engines are compared.

/** The documents by their file, as the schema has them. */
function documents(tables: readonly Table[]): Record<string, string> {
  const diagram = mermaid(tables);
  return {
    "docs/erd.md": [
      "# Tables and how they belong together",
      "",
      "Generated from the live schema by `npm run docs`; the columns are explained in the [data dictionary](data-dictionary.md).",
      "",
      "![Entity-relationship diagram](erd.svg)",
      "",
      "```mermaid",
      diagram,
      "```",
      "",
    ].join("\n"),
    "docs/erd.svg": picture(diagram),
    "docs/data-dictionary.md": dictionary(tables),
  };
}

function isCurrent([file, text]: [string, string]): boolean {
  return existsSync(file) && readFileSync(file, "utf8") === text;
}

async function main(isCheck: boolean): Promise<void> {
  const tables = await sqliteTables();
  const made = Object.entries(documents(tables));
  const url = process.env["DATABASE_URL"];
  const problems = url === undefined ? [] : compare(tables, await postgresTables(url));
  const expected = Object.keys(purposes).length;
  if (tables.length !== expected) problems.push(`${tables.length} tables were found, ${expected} have a purpose`);
  const stale = made.filter((document) => !isCurrent(document));
  if (isCheck) problems.push(...stale.map(([file]) => `${file} is not what the schema says: run npm run docs`));
  else for (const [file, text] of stale) writeFileSync(file, text);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(`${tables.length} tables on ${url === undefined ? "SQLite" : "SQLite and Postgres"}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main(process.argv.includes("--check"));
