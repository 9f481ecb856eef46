import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { HAPPENINGS, RAILS, isCase } from "./cell.ts";
import { checkCase } from "./check-case.ts";
import { ODD_PAYMENTS } from "./table.ts";
import { closePages } from "./world.ts";

const test = suite("payments/odd-payments");
test.after(closePages);

test("every rail has an answer to everything that can happen", () => {
  for (const rail of RAILS)
    for (const what of HAPPENINGS)
      assert.ok(
        ODD_PAYMENTS.some((cell) => cell.rail === rail && cell.what === what),
        `nobody knows what becomes of "${what}" on ${rail}`,
      );
});

for (const cell of ODD_PAYMENTS.filter(isCase)) test(`${cell.what}, ${cell.rail}: ${cell.how}`, () => checkCase(cell));
