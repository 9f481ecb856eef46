import type { Row } from "./row.ts";

const HEAD = ["what", "measured", "beside it, in the same run", "ratio", "budget", "result"];

/** The rows as a Markdown table with aligned columns, which a terminal shows well, too. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  const [head = HEAD, ...body] = cells;
  return [line(head), rule, ...body.map(line), ""].join("\n");
}

function cellsOf(row: Row): string[] {
  return [row.what, row.measured, row.beside, row.ratio, row.budget, row.isKept ? "ok" : "missed"];
}
