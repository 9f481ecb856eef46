import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { HAPPENINGS, RAILS, TOKEN_HAPPENINGS, isCase } from "./cell.ts";
import { checkCase } from "./check-case.ts";
import { ODD_PAYMENTS } from "./table.ts";
import { closePages } from "./world.ts";

const test = suite("payments/odd-payments");
test.after(closePages);

test("every rail has an answer to everything that can happen, and e-cash to what only a token can be", () => {
  const places = RAILS.flatMap((rail) => HAPPENINGS.map((what) => ({ rail, what })));
  const ofTokens = TOKEN_HAPPENINGS.map((what) => ({ rail: "ecash" as const, what }));
  for (const { rail, what } of [...places, ...ofTokens])
    assert.ok(
      ODD_PAYMENTS.some((cell) => cell.rail === rail && cell.what === what),
      `nobody knows what becomes of "${what}" on ${rail}`,
    );
});

for (const cell of ODD_PAYMENTS.filter(isCase)) test(`${cell.what}, ${cell.rail}: ${cell.how}`, () => checkCase(cell));
