import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { HAPPENINGS, RAILS, isCase } from "./cell.ts";
import type { Case } from "./cell.ts";
import { assertInvariants, outcomeOf, pageOf } from "./outcome.ts";
import { ODD_PAYMENTS } from "./table.ts";
import { openOddWorld } from "./world.ts";

const test = suite("payments/odd-payments");

test("every rail has an answer to everything that can happen", () => {
  for (const rail of RAILS)
    for (const what of HAPPENINGS)
      assert.ok(
        ODD_PAYMENTS.some((cell) => cell.rail === rail && cell.what === what),
        `nobody knows what becomes of "${what}" on ${rail}`,
      );
});

for (const cell of ODD_PAYMENTS.filter(isCase)) test(`${cell.what}, ${cell.rail}: ${cell.how}`, () => check(cell));

async function check({ rail, terms, act, outcome }: Case): Promise<void> {
  const world = await openOddWorld(rail, terms);
  try {
    await act(world);
    const { page, ...expected } = outcome;
    assert.equal(await outcomeOf(world), { ...expected, books: sorted(expected.books) });
    await assertInvariants(world);
    const shown = await pageOf(world);
    assert.ok(shown.includes(page), `the buyer's page says something else than "${page}": ${shown.slice(0, 300)}`);
  } finally {
    await world.close();
  }
}

function sorted(books: Case["outcome"]["books"]): Case["outcome"]["books"] {
  return Object.fromEntries(Object.entries(books).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
