import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../support/suite.ts";
import { pageAt, root } from "./pages.ts";

const test = suite("docs/asvs");
const page = pageAt("docs/asvs.md");

/** How many items of levels 1 and 2 each section of ASVS 5.0.0 has; they come first in it, numbered from 1. */
const SECTIONS = `
  1.1: 2  1.2: 9  1.3: 11  1.4: 3  1.5: 2
  2.1: 3  2.2: 3  2.3: 4  2.4: 1
  3.2: 2  3.3: 4  3.4: 6  3.5: 5  3.7: 2
  4.1: 3  4.2: 1  4.3: 2  4.4: 4
  5.1: 1  5.2: 3  5.3: 2  5.4: 3
  6.1: 3  6.2: 12  6.3: 4  6.4: 4  6.5: 5  6.6: 3  6.8: 4
  7.1: 3  7.2: 4  7.3: 2  7.4: 5  7.5: 2  7.6: 2
  8.1: 2  8.2: 3  8.3: 1  8.4: 1
  9.1: 3  9.2: 4
  10.1: 2  10.2: 2  10.3: 4  10.4: 11  10.5: 5  10.6: 2  10.7: 3
  11.1: 2  11.2: 3  11.3: 3  11.4: 4  11.5: 1  11.6: 1
  12.1: 3  12.2: 2  12.3: 4
  13.1: 1  13.2: 5  13.3: 2  13.4: 5
  14.1: 2  14.2: 4  14.3: 3
  15.1: 3  15.2: 3  15.3: 7
  16.1: 1  16.2: 5  16.3: 4  16.4: 3  16.5: 3
  17.1: 1  17.2: 4  17.3: 2
`;

const ITEMS = [...SECTIONS.matchAll(/(\d+\.\d+): (\d+)/g)].flatMap(([, section, count]) =>
  Array.from({ length: Number(count) }, (_, index) => `${section}.${index + 1}`),
);

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

type Row = { item: string; state: string; tests: string; chapter: string };

/** The lines of tables that begin with an item's number. */
function itemLines(part: string): string[][] {
  const [section = ""] = part.split("\n## ");
  return section
    .split("\n")
    .filter((line) => /^\| \d/.test(line))
    .map(cellsOf);
}

const [, ...chapters] = page.split(/^## V(?=\d)/m);
const rows: Row[] = chapters.flatMap((part) => {
  const chapter = /^\d+/.exec(part)?.[0] ?? "";
  return itemLines(part).map(([item = "", , state = "", tests = ""]) => ({ item, state, tests, chapter }));
});

const apart = itemLines(page.split("\n## What does not apply\n")[1] ?? "");

const NAMED = /`(tests\/[\w./-]+\.test\.ts)`((?:;? “[^”]+”)*)/g;

/** The tests that a text names: a file, and the titles of what it shows. */
function namedIn(text: string): { file: string; titles: string[] }[] {
  return [...text.matchAll(NAMED)].map(([, file = "", titles = ""]) => ({
    file,
    titles: [...titles.matchAll(/“([^”]+)”/g)].map(([, title = ""]) => title),
  }));
}

test("every item of levels 1 and 2 stands here once", () => {
  const found = [...rows.map(({ item }) => item), ...apart.flatMap(([items = ""]) => items.split(", "))];
  assert.is(ITEMS.length, 253);
  assert.equal(found.toSorted(), ITEMS.toSorted());
});

test("an item stands in its chapter and has a state, with a reason unless it is met", () => {
  for (const { item, state, chapter } of rows) {
    assert.is(item.split(".")[0], chapter, item);
    assert.match(state, /^(?:met|(?:partly|not met): .{5,})$/, item);
  }
  for (const [items = "", why = ""] of apart) assert.ok(why.length > 10, items);
});

test("nothing is met without a test, and what is not met has none", () => {
  for (const { item, state, tests } of rows) {
    if (state === "met") assert.ok(namedIn(tests).length > 0, item);
    if (state.startsWith("not met")) assert.is(tests, "", item);
  }
});

test("every test that is named is there, with the title that is named", () => {
  const named = namedIn(page).filter(({ file }) => file !== "tests/docs/asvs.test.ts");
  for (const { file, titles } of named) {
    assert.ok(existsSync(join(root, file)), file);
    assert.ok(titles.length > 0, file);
    const text = readFileSync(join(root, file), "utf8");
    for (const title of titles) assert.ok(text.includes(title), `${file}: ${title}`);
  }
  assert.ok(named.length > 200, `only ${named.length} tests were named`);
});

test("the numbers at the top are those of the tables", () => {
  const count = (state: RegExp) => rows.filter((row) => state.test(row.state)).length;
  const away = apart.flatMap(([items = ""]) => items.split(", ")).length;
  const [met, partly, not] = [count(/^met$/), count(/^partly/), count(/^not met/)];
  assert.match(page, `${met} are met, ${partly} partly, ${not} not, and ${away} do not apply`);
});
