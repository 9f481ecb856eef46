import type { Reader } from "../../db/database.ts";
import { balanceAt, before } from "./balance-at.ts";
import type { Position } from "./balance-at.ts";
import type { Movement } from "./movement.ts";
import { readMovements } from "./read-movements.ts";
import type { Whose } from "./whose.ts";

/** From this moment on, and before that one. */
export type Period = { fromMs: bigint; untilMs: bigint };

export type Statement = {
  openingMsat: bigint;
  closingMsat: bigint;
  movements: Movement[];
  /** Where the next lines begin; undefined on the last page. */
  nextAfter: Position | undefined;
};

/** Some lines of a period, the oldest first, with what the balance was before the first and after the last of it. */
export async function readStatement(
  reader: Reader,
  whose: Whose,
  { fromMs, untilMs, after, limit }: Period & { after?: Position | undefined; limit: number },
): Promise<Statement> {
  const start = before(fromMs);
  const openingMsat = await balanceAt(reader, whose, start);
  const isFurther = after !== undefined && after.atMs >= fromMs;
  const here = isFurther ? await balanceAt(reader, whose, after) : openingMsat;
  const stretch = { whose, after: isFurther ? after : start, untilMs, limit: limit + 1 };
  const found = await readMovements(reader, stretch, here);
  const movements = found.slice(0, limit);
  const last = movements.at(-1);
  return {
    openingMsat,
    closingMsat: await balanceAt(reader, whose, before(untilMs)),
    movements,
    nextAfter: found.length > limit && last !== undefined ? { atMs: last.atMs, journal: last.id } : undefined,
  };
}
