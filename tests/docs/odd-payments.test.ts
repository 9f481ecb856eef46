import * as assert from "uvu/assert";
import { withTable } from "../../scripts/odd-payments/section.ts";
import { ODD_PAYMENTS } from "../payments/odd-payments/table.ts";
import { suite } from "../support/suite.ts";
import { pageAt } from "./pages.ts";

const test = suite("docs/odd-payments");

const page = pageAt("docs/payments.md");

test("the page about payments says what the table says", () => {
  assert.ok(withTable(page, ODD_PAYMENTS) === page, "docs/payments.md is not what the table says: run npm run docs");
});

test("what is written by hand around the table stays", () => {
  const empty = withTable(page, []);
  assert.match(empty, /## Who is told[\s\S]*### Twice, on one rail/);
  assert.not.match(empty, /asset:chain` 700/);
  assert.throws(() => withTable("# Another page", []), /no place between/);
});
