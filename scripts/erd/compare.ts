import type { Table } from "./table.ts";

/** In what the two engines differ; empty when a row means the same on both. */
export function compare(sqlite: readonly Table[], postgres: readonly Table[]): string[] {
  const there = new Map(postgres.map((table) => [table.name, table]));
  const here = new Set(sqlite.map((table) => table.name));
  return [
    ...sqlite.flatMap((table) => compareTable(table, there.get(table.name))),
    ...postgres.filter(({ name }) => !here.has(name)).map(({ name }) => `${name}: only on Postgres`),
  ];
}

function compareTable(sqlite: Table, postgres: Table | undefined): string[] {
  if (postgres === undefined) return [`${sqlite.name}: only on SQLite`];
  const [here, there] = [comparable(sqlite), comparable(postgres)];
  return here.flatMap(([what, value], index) => {
    const other = there[index]?.[1];
    return value === other ? [] : [`${sqlite.name}: ${what} is ${value} on SQLite, ${other} on Postgres`];
  });
}

/** The parts that must be the same, as text. Conditions are worded differently by Postgres, so they are counted. */
function comparable(table: Table): [what: string, value: string][] {
  return [
    ...table.columns.map(({ name, type, isNullable }): [string, string] => [
      `column ${name}`,
      `${name} ${type} ${isNullable ? "null" : "not null"}`,
    ]),
    ["number of columns", String(table.columns.length)],
    ["primary key", table.primaryKey.join()],
    ["unique columns", sorted(table.uniques.map((columns) => columns.join()))],
    ["foreign keys", sorted(table.foreignKeys.map((key) => `${key.column} to ${key.table}.${key.references}`))],
    ["number of checks", String(table.checks.length)],
    ["indexes", sorted(table.indexes.map(indexText))],
    ["append-only", String(table.isAppendOnly)],
  ];
}

function indexText({ name, columns, isUnique, where }: Table["indexes"][number]): string {
  return `${name} on ${columns.join()}${isUnique ? " unique" : ""}${where === undefined ? "" : " partial"}`;
}

function sorted(texts: string[]): string {
  return texts.toSorted((a, b) => a.localeCompare(b)).join("; ");
}
