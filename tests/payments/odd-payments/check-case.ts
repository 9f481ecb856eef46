import * as assert from "uvu/assert";
import type { Shop } from "../../support/shop.ts";
import type { Case } from "./cell.ts";
import { assertInvariants, outcomeOf, pageOf } from "./outcome.ts";
import type { Rails } from "./rails.ts";
import { openOddWorld } from "./world.ts";

/** Does what the case says, on the sandbox or on other rails, and compares with what should have become of it. */
export async function checkCase({ rail, terms, act, outcome }: Case, openRails?: (shop: Shop) => Rails): Promise<void> {
  const world = await openOddWorld(rail, terms, openRails);
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
