import * as assert from "uvu/assert";
import { chargeMoves, orderMoves } from "../../app/domain/order-state.ts";
import { suite } from "../support/suite.ts";

const test = suite("domain/order-state");

type Moves = Readonly<Record<string, readonly string[]>>;

/** Everywhere that can be reached from a state, by any number of moves. */
function reachable(moves: Moves, from: string): Set<string> {
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

/** Without the one way back: money that the chain took back before the order was served. */
function onwards(moves: Moves): Moves {
  return { ...moves, paid: (moves["paid"] ?? []).filter((state) => state !== "open") };
}

for (const [name, moves] of Object.entries({ order: orderMoves, charge: chargeMoves })) {
  test(`${name}: every state can be reached from open, and open again from paid alone`, () => {
    const fromOpen = reachable(onwards(moves), "open");
    assert.equal(
      [...fromOpen].toSorted(),
      Object.keys(moves)
        .filter((state) => state !== "open")
        .toSorted(),
    );
    const waysBack = Object.entries(moves).filter(([, next]) => next.some((state) => state === "open"));
    assert.equal(
      waysBack.map(([state]) => state),
      ["paid"],
    );
  });

  test(`${name}: no state that was left is ever come back to, unless the chain takes money back`, () => {
    for (const state of Object.keys(moves)) assert.not(reachable(onwards(moves), state).has(state), state);
  });

  test(`${name}: what was cancelled never becomes paid`, () => {
    assert.equal(reachable(moves, "cancelled"), new Set());
  });

  test(`${name}: what has expired may still be paid late, and nothing else happens to it first`, () => {
    assert.equal(moves.expired, ["paid"]);
  });
}

test("what was paid never becomes expired or cancelled while it has its money", () => {
  for (const state of ["paid", "shipped", "received", "closed"]) {
    const next = reachable(onwards(orderMoves), state);
    assert.not(next.has("expired") || next.has("cancelled"), state);
  }
  assert.equal(chargeMoves.paid, ["open"]);
});

test("only what was paid is shipped, received or closed", () => {
  const withoutPaid = { ...orderMoves, paid: [] };
  for (const state of ["open", "expired", "cancelled"]) {
    const next = reachable(withoutPaid, state);
    for (const late of ["shipped", "received", "closed"]) assert.not(next.has(late), `${state} to ${late}`);
  }
});
