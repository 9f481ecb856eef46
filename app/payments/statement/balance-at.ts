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
 * What the balance was at a place: all that came before it, or today's balance, which is kept, less all that came
 * after, whichever is less to add up. Each is one statement, so that nothing can be booked in between.
 */
export async function balanceAt(reader: Reader, whose: Whose, place: Position): Promise<bigint> {
  const { rows } = (await isEarly(reader, whose, place))
    ? await sql<Sum>`SELECT CAST(COALESCE(${postings(whose, place, "<=")}, 0) AS BIGINT) AS msat`.execute(reader)
    : await sql<Sum>`SELECT CAST(
        COALESCE((SELECT SUM(amount_msat) FROM balance WHERE account IN (${names(whose)}) ${ofStall(whose)}), 0)
        - COALESCE(${postings(whose, place, ">")}, 0) AS BIGINT) AS msat`.execute(reader);
  // What is owed or earned is booked as negative.
  return -(rows[0]?.msat ?? 0n);
}

type Sum = { msat: bigint };

function postings(whose: Whose, { atMs, journal }: Position, side: "<=" | ">") {
  return sql`(SELECT SUM(amount_msat) FROM posting
    WHERE account IN ${lineAccounts(whose)} AND account IN (${names(whose)}) ${ofStall(whose)}
      AND (at_ms, journal) ${sql.raw(side)} (${atMs}, ${journal}))`;
}

function names(whose: Whose) {
  return sql.join(balanceAccounts(whose));
}

function ofStall(whose: Whose) {
  return whose === "hub" ? sql`` : sql`AND stall_id = ${whose.stallId}`;
}

/** Whether the place is nearer to the first line than to the last one. */
async function isEarly(reader: Reader, whose: Whose, { atMs }: Position): Promise<boolean> {
  const from = sql`FROM posting WHERE account IN ${lineAccounts(whose)} ${ofStall(whose)} ORDER BY at_ms`;
  const { rows } = await sql<{ first: bigint | null; last: bigint | null }>`
    SELECT (SELECT at_ms ${from} LIMIT 1) AS first, (SELECT at_ms ${from} DESC LIMIT 1) AS last`.execute(reader);
  const { first, last } = rows[0] ?? {};
  return typeof first === "bigint" && typeof last === "bigint" && atMs - first < last - atMs;
}
