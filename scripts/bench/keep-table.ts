import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(import.meta.dirname, "..", "..", "docs", "performance.md");
const BEGIN = "<!-- last run: begin -->";
const END = "<!-- last run: end -->";

/** Puts the last run's machine and table into docs/performance.md, between its two marks. */
export function keepTable(machine: string, table: string): void {
  writeFileSync(FILE, replaceMarked(readFileSync(FILE, "utf8"), `${machine}\n${table}`));
}

/** Replaces what stands between the two marks; throws when the page has lost them. */
export function replaceMarked(page: string, text: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}
