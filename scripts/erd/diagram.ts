import { renderMermaidSVG } from "beautiful-mermaid";
import type { Column, ForeignKey, Table } from "./table.ts";

/** The schema as a Mermaid entity-relationship diagram. */
export function mermaid(tables: readonly Table[]): string {
  return ["erDiagram", ...tables.flatMap(relations), ...tables.flatMap(entity)].join("\n");
}

/** The same as a picture that loads nothing from elsewhere. */
export function picture(diagram: string): string {
  const svg = renderMermaidSVG(diagram, { font: "system-ui" });
  const alone = svg.replace(/^\s*@import url\([^)]*\);\n/gm, "");
  if (/@import|https?:(?!\/\/www\.w3\.org\/)/.test(alone))
    throw new Error("the diagram would load something from elsewhere");
  return `${alone}\n`;
}

function relations(table: Table): string[] {
  return table.foreignKeys.map((key) => `  ${key.table} ${cardinality(table, key)} ${table.name} : "${key.column}"`);
}

/** One or none to the left when the reference may be missing; one to the right when it is unique. */
function cardinality(table: Table, { column }: ForeignKey): string {
  const isOptional = table.columns.some(({ name, isNullable }) => name === column && isNullable);
  const isUnique = [table.primaryKey, ...table.uniques].some((columns) => columns.join() === column);
  return `${isOptional ? "|o" : "||"}--${isUnique ? "o|" : "o{"}`;
}

function entity(table: Table): string[] {
  return [`  ${table.name} {`, ...table.columns.map((column) => `    ${attribute(table, column)}`), "  }"];
}

function attribute(table: Table, { name, type }: Column): string {
  const keys = [
    ...(table.primaryKey.includes(name) ? ["PK"] : []),
    ...(table.foreignKeys.some(({ column }) => column === name) ? ["FK"] : []),
    ...(table.uniques.some((columns) => columns.join() === name) ? ["UK"] : []),
  ];
  return [type, name, keys.join(", ")].join(" ").trimEnd();
}
