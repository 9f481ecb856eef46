import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The checkout, whose documents are looked at. */
export const root = join(import.meta.dirname, "..", "..");

/** Everything written for people: the pages at the top and in docs/, by their path from the top. */
export function writtenPages(): Map<string, string> {
  const files = globSync(["*.md", "docs/**/*.md"], { cwd: root });
  return new Map(files.map((file) => [relative(".", file), readFileSync(join(root, file), "utf8")]));
}

/** One page's text; throws when there is none. */
export function pageAt(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** A page without its code blocks and code words, in which brackets mean something else. */
export function withoutCode(page: string): string {
  return page.replaceAll(/^```.*?^```/gms, "").replaceAll(/`[^`]*`/g, "");
}
