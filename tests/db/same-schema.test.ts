import * as assert from "uvu/assert";
import { compare } from "../../scripts/erd/compare.ts";
import { postgresTables, sqliteTables } from "../../scripts/erd/live-tables.ts";
import { readChecks } from "../../scripts/erd/read-checks.ts";
import type { Table } from "../../scripts/erd/table.ts";
import { suite } from "../support/suite.ts";

const test = suite("db/same-schema");
const tables = await sqliteTables();

const changes: Record<string, (table: Table) => void> = {
  "a missing column": (table) => table.columns.pop(),
  "a column of another type": ({ columns: [first] }) => first && (first.type = "bytes"),
  "a column that may be empty": ({ columns: [first] }) => first && (first.isNullable = !first.isNullable),
  "another primary key": (table) => table.primaryKey.push("other"),
  "a missing unique key": (table) => table.uniques.pop(),
  "a missing reference": (table) => table.foreignKeys.pop(),
  "a missing check": (table) => table.checks.pop(),
  "a missing index": (table) => table.indexes.pop(),
  "a condition on an index": ({ indexes: [first] }) => first && (first.where = "state = 'open'"),
  "a table that may be changed": (table) => (table.isAppendOnly = !table.isAppendOnly),
};

for (const [what, change] of Object.entries(changes)) {
  test(`${what} on one engine alone is noticed`, () => {
    const other = structuredClone(tables);
    const payment = other.find(({ name }) => name === "payment");
    assert.ok(payment);
    change(payment);
    assert.ok(compare(tables, other).length > 0);
    assert.ok(compare(tables, other).every((problem) => problem.startsWith("payment: ")));
  });
}

test("a table on one engine alone is noticed, on either side", () => {
  assert.equal(compare(tables, tables.slice(1)), ["migration: only on SQLite"]);
  assert.equal(compare(tables.slice(1), tables), ["migration: only on Postgres"]);
});

test("facts are append-only, and the conditions on money are read from the live schema", () => {
  const names = tables.filter(({ isAppendOnly }) => isAppendOnly).map(({ name }) => name);
  for (const fact of ["event", "posting", "order_line", "payment"]) assert.ok(names.includes(fact), fact);
  const payment = tables.find(({ name }) => name === "payment");
  assert.ok(payment?.checks.includes("refundable_msat BETWEEN 0 AND amount_msat"));
});

test("conditions are read whole, with parentheses inside and in texts", () => {
  const definition =
    "CREATE TABLE t (a TEXT CHECK (a IN ('(', ')', 'it''s')),\n  CHECK ((a = 'x')\n    = (length(a) > 1)))";
  assert.equal(readChecks(definition), ["a IN ('(', ')', 'it''s')", "(a = 'x') = (length(a) > 1)"]);
});

const url = process.env["DATABASE_URL"];
if (url !== undefined) {
  test("both engines have the same tables, columns, keys, conditions and indexes", async () => {
    assert.equal(compare(tables, await postgresTables(url)), []);
  });
}
