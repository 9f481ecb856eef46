import { purposeOf } from "./purposes.ts";
import { type Column, type ColumnType, type Table, typeNames } from "./table.ts";

/** Every table with its columns, keys, conditions and indexes, for people. */
export function dictionary(tables: readonly Table[]): string {
  return [
    "# Data dictionary",
    "",
    "Generated from the live schema by `npm run docs`; `npm run check` fails when it is out of date.",
    "The same tables exist on SQLite and on PostgreSQL. Units are in the names: `_msat` is thousandths of a satoshi,",
    "`_ms` milliseconds (`_at_ms`: since 1970), `_minor` the smallest unit of the currency, `_ppm` millionths.",
    "",
    "| type | SQLite | PostgreSQL | holds |",
    "|---|---|---|---|",
    ...(["integer", "text", "bytes"] as const).map(typeRow),
    "",
    ...tables.map(({ name }) => `- [${name}](#${name})`),
    "",
    ...tables.flatMap(section),
  ].join("\n");
}

const holds: Record<ColumnType, string> = {
  integer: "an exact 64-bit integer",
  text: "UTF-8 text, also for JSON and ids",
  bytes: "bytes as they are",
};

function typeRow(type: ColumnType): string {
  return `| ${type} | ${typeNames[type].sqlite} | ${typeNames[type].postgres} | ${holds[type]} |`;
}

function section(table: Table): string[] {
  return [
    `## ${table.name}`,
    "",
    purposeOf(table.name),
    ...(table.isAppendOnly ? ["", "**Append-only**: the database itself refuses to change or delete a row."] : []),
    "",
    "| column | type | may be empty | key |",
    "|---|---|---|---|",
    ...table.columns.map((column) => columnRow(table, column)),
    "",
    ...list(
      "Unique together",
      table.uniques.filter((columns) => columns.length > 1).map((columns) => code(columns.join(", "))),
    ),
    ...list("Always true", table.checks.map(code)),
    ...list("Indexes", table.indexes.map(indexText)),
  ];
}

function columnRow(table: Table, { name, type, isNullable }: Column): string {
  const reference = table.foreignKeys.find(({ column }) => column === name);
  const keys = [
    ...(table.primaryKey.includes(name) ? ["primary"] : []),
    ...(table.uniques.some((columns) => columns.join() === name) ? ["unique"] : []),
    ...(reference === undefined ? [] : [`[${reference.table}](#${reference.table}).${reference.references}`]),
  ];
  return `| ${name} | ${type} | ${isNullable ? "yes" : ""} | ${keys.join(", ")} |`;
}

function indexText({ name, columns, isUnique, where }: Table["indexes"][number]): string {
  const condition = where === undefined ? "" : ` where ${code(where)}`;
  return `${code(name)}: ${isUnique ? "unique " : ""}${columns.join(", ")}${condition}`;
}

function list(title: string, items: string[]): string[] {
  return items.length === 0 ? [] : [`${title}:`, "", ...items.map((item) => `- ${item}`), ""];
}

function code(text: string): string {
  return `\`${text}\``;
}
