import * as assert from "uvu/assert";
import { chargeMoves, orderMoves } from "../../app/domain/order-state.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/order-state");

/** Everywhere that can be reached from a state, by any number of moves. */
function reachable(moves: Readonly<Record<string, readonly string[]>>, from: string): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const next of moves[state] ?? []) {
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  return seen;
}

for (const [name, moves] of Object.entries({ order: orderMoves, charge: chargeMoves })) {
  test(`${name}: every state can be reached from open, and open never again`, () => {
    const fromOpen = reachable(moves, "open");
    assert.equal(
      [...fromOpen].toSorted(),
      Object.keys(moves)
        .filter((state) => state !== "open")
        .toSorted(),
    );
  });

  test(`${name}: no state that was left is ever come back to`, () => {
    for (const state of Object.keys(moves)) assert.not(reachable(moves, state).has(state), state);
  });

  test(`${name}: what was cancelled never becomes paid`, () => {
    assert.equal(reachable(moves, "cancelled"), new Set());
  });

  test(`${name}: what has expired may still be paid late, and nothing else happens to it first`, () => {
    assert.equal(moves.expired, ["paid"]);
  });
}

test("what was paid never becomes expired or cancelled", () => {
  for (const state of ["paid", "shipped", "received", "closed"]) {
    const next = reachable(orderMoves, state);
    assert.not(next.has("expired") || next.has("cancelled"), state);
  }
  assert.equal(chargeMoves.paid, []);
});

test("only what was paid is shipped, received or closed", () => {
  const withoutPaid = { ...orderMoves, paid: [] };
  for (const state of ["open", "expired", "cancelled"]) {
    const next = reachable(withoutPaid, state);
    for (const late of ["shipped", "received", "closed"]) assert.not(next.has(late), `${state} to ${late}`);
  }
});
