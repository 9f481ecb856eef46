import type { Db } from "../../app/db/database.ts";
import { transact } from "../../app/db/transact.ts";

/** All that the room of e-cash keeps, in an order in which rows come before those that name them. */
const TABLES = ["mint", "mint_keyset", "ecash_counter", "ecash_op", "ecash_input", "coin", "ecash_token"] as const;

/** Copies what a database knows of e-cash now, and gives what puts that copy back. */
export async function copyEcash(db: Db): Promise<() => Promise<void>> {
  const copies = await Promise.all(
    TABLES.map(async (table) => ({ table, rows: await db.selectFrom(table).selectAll().execute() })),
  );
  return () =>
    transact(db, async (tx) => {
      for (const table of TABLES.toReversed()) await tx.deleteFrom(table).execute();
      for (const { table, rows } of copies)
        for (const row of rows.toSorted(afterWhatTheyFollow)) await tx.insertInto(table).values(row).execute();
    });
}

function afterWhatTheyFollow(left: object, right: object): number {
  return Number(follows(left)) - Number(follows(right));
}

function follows(row: object): boolean {
  return "follows" in row && row.follows !== null;
}
