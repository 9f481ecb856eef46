import * as assert from "uvu/assert";
import { replaceMarked } from "../../scripts/bench/keep-table.ts";
import { atLeast, atMost, short } from "../../scripts/bench/row.ts";
import { tableOf } from "../../scripts/bench/table.ts";
import { suite } from "../support/suite.ts";

const test = suite("bench/table");

test("a budget is kept up to and including its limit", () => {
  assert.equal(
    [149, 150, 151].map((ms) => atMost(ms, 150, "ms").isKept),
    [true, true, false],
  );
  assert.equal(
    [4_999, 5_000].map((pages) => atLeast(pages, 5_000, "a second").isKept),
    [false, true],
  );
  assert.is(atMost(1, 1.3, "×").budget, "≤ 1.3 ×");
});

test("figures are shown with three digits, which is all they are worth", () => {
  assert.equal([0.123456, 5.678, 1234.5, 1_000_000].map(short), ["0.123", "5.68", "1,230", "1,000,000"]);
});

test("each row says whether its budget was kept, in columns that line up", () => {
  const row = { what: "a", measured: "9 ms", beside: "", ratio: "" };
  const table = tableOf([
    { ...row, ...atMost(9, 10, "ms") },
    { ...row, what: "much longer", ...atMost(11, 10, "ms") },
  ]);
  const lines = table.trimEnd().split("\n");
  assert.is(lines.length, 4);
  assert.match(lines[2] ?? "", /\| ≤ 10 ms \| ok/);
  assert.match(lines[3] ?? "", /\| ≤ 10 ms \| missed/);
  assert.is(new Set(lines.map((line) => line.length)).size, 1);
});

const page = "# Title\n\n<!-- last run: begin -->\n\nold\n\n<!-- last run: end -->\n\nafter\n";

test("a kept table replaces the last one and nothing else of the page", () => {
  const kept = replaceMarked(page, "new");
  assert.is(kept, page.replace("old", "new"));
  assert.is(replaceMarked(kept, "new"), kept);
});

test("a page without its marks is not written over", () => {
  assert.throws(() => replaceMarked("# Title\n", "new"), /has no <!-- last run: begin -->/);
});
