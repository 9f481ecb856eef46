import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import { balanceAccounts, lineAccounts } from "./whose.ts";
import type { Whose } from "./whose.ts";

/** A place between two lines: after this journal, or before everything of that moment when no journal is named. */
export type Position = { atMs: bigint; journal: string };

/** Before everything that happened at that moment or later. */
export function before(atMs: bigint): Position {
  return { atMs, journal: "" };
}

/**
 * What the balance was at a place: today's, which is kept, less all that came after. One statement, so that nothing
 * can be booked in between; and quick for what people look at, which is mostly not long ago.
 */
export async function balanceAt(reader: Reader, whose: Whose, { atMs, journal }: Position): Promise<bigint> {
  const accounts = balanceAccounts(whose);
  const ofStall = whose === "hub" ? sql`` : sql`AND stall_id = ${whose.stallId}`;
  const { rows } = await sql<{ msat: bigint }>`
    SELECT CAST(COALESCE((
      SELECT SUM(amount_msat) FROM balance WHERE account IN (${sql.join(accounts)}) ${ofStall}
    ), 0) - COALESCE((
      SELECT SUM(amount_msat) FROM posting
      WHERE account IN ${lineAccounts(whose)} AND account IN (${sql.join(accounts)}) ${ofStall}
        AND (at_ms, journal) > (${atMs}, ${journal})
    ), 0) AS BIGINT) AS msat`.execute(reader);
  // What is owed or earned is booked as negative.
  return -(rows[0]?.msat ?? 0n);
}
