import * as assert from "uvu/assert";
import type { Shop } from "../../support/shop.ts";
import type { Case } from "./cell.ts";
import { assertInvariants, outcomeOf, pageOf } from "./outcome.ts";
import type { Rails } from "./rails.ts";
import { withTokens } from "./tokens.ts";
import type { TokenEnd } from "./tokens.ts";
import { openOddWorld } from "./world.ts";
import type { OddWorld } from "./world.ts";

/** Does what the case says, on the sandbox or on other rails, and compares with what should have become of it. */
export async function checkCase(cell: Case, openRails?: (shop: Shop) => Rails): Promise<void> {
  const world = await openOddWorld(cell.rail, cell.terms, openRails);
  try {
    const { refusal, leftOver } = await act(cell, world);
    const { page, refusal: why = "", leftOver: back = 0n, ...expected } = cell.outcome;
    assert.equal(await outcomeOf(world), { ...expected, books: sorted(expected.books) });
    await assertInvariants(world);
    assertSays(await pageOf(world), page, "the buyer's page");
    assertSays(refusal, why, "the answer to the token");
    assert.is(refusal === "", why === "", "a token was not taken");
    assert.is(leftOver, back, "something else is left of the token");
  } finally {
    await world.close();
  }
}

async function act(cell: Case, world: OddWorld): Promise<TokenEnd> {
  if (cell.rail === "ecash") return withTokens(world, cell.act);
  await cell.act(world);
  return { refusal: "", leftOver: 0n };
}

function assertSays(shown: string, text: string, what: string): void {
  assert.ok(shown.includes(text), `${what} says something else than "${text}": ${shown.slice(0, 600)}`);
}

function sorted(books: Case["outcome"]["books"]): Case["outcome"]["books"] {
  return Object.fromEntries(Object.entries(books).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
