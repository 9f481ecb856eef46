import type { Reader } from "../../db/database.ts";
import { balanceAt, before } from "./balance-at.ts";
import type { Position } from "./balance-at.ts";
import type { Movement } from "./movement.ts";
import { readMovements } from "./read-movements.ts";
import type { Period } from "./read-statement.ts";
import type { Whose } from "./whose.ts";

const BATCH = 500;

/** What comes out of it in turn: the balance before, the lines, the balance after. */
export type Piece =
  | { kind: "opening"; balanceMsat: bigint }
  | { kind: "movements"; movements: readonly Movement[] }
  | { kind: "closing"; balanceMsat: bigint };

/** All lines of a period, some at a time, so that a million of them need no memory. */
export async function* exportStatement(
  reader: Reader,
  whose: Whose,
  { fromMs, untilMs }: Period,
): AsyncGenerator<Piece> {
  let balanceMsat = await balanceAt(reader, whose, before(fromMs));
  yield { kind: "opening", balanceMsat };
  for (let after: Position = before(fromMs); ;) {
    const movements = await readMovements(reader, { whose, after, untilMs, limit: BATCH }, balanceMsat);
    const last = movements.at(-1);
    if (last === undefined) break;
    yield { kind: "movements", movements };
    balanceMsat = last.balanceMsat;
    after = { atMs: last.atMs, journal: last.id };
  }
  yield { kind: "closing", balanceMsat };
}
