import { sql } from "kysely";
import type { Db } from "../../../app/db/database.ts";
import { versionOf } from "../../../app/db/migrate.ts";
import { migrations } from "../../../app/db/migrations/index.ts";
import { openSqlite } from "../../../app/db/sqlite.ts";
import { tableNames } from "../../../app/db/table-names.ts";
import { CannotDo } from "../command.ts";

export type Examined = { schemaVersion: number; rows: Record<string, number> };

/** Opens a copy of a database, which nobody else uses, and throws when it is damaged or its books do not add up. */
export async function examineCopy(file: string): Promise<Examined> {
  const db = openCopy(file);
  try {
    await refuseDamage(db);
    const schemaVersion = await versionOf(db);
    if (schemaVersion > migrations.length)
      throw new CannotDo(
        `The copy is of a newer program (version ${schemaVersion}, this one knows ${migrations.length}): install that one.`,
      );
    if (schemaVersion === 0) throw new CannotDo("The copy is no database of a hub: it was never set up.");
    await refuseUnbalanced(db);
    return { schemaVersion, rows: await countRows(db) };
  } finally {
    await db.destroy();
  }
}

function openCopy(file: string): Db {
  try {
    return openSqlite(file);
  } catch (error) {
    throw new CannotDo("The copy of the database cannot be opened: it is damaged.", { cause: error });
  }
}

/** Every page, every index and every reference; a whole file has nothing to say. */
async function refuseDamage(db: Db): Promise<void> {
  const { rows: damage } = await sql<{ integrity_check: string }>`PRAGMA integrity_check(1)`.execute(db);
  const said = damage[0]?.integrity_check ?? "ok";
  if (said !== "ok") throw new CannotDo(`The copy of the database is damaged: ${said}.`);
  const { rows: dangling } = await sql<{ table: string; parent: string }>`PRAGMA foreign_key_check`.execute(db);
  const [first] = dangling;
  if (first !== undefined)
    throw new CannotDo(`The copy of the database has a row in ${first.table} without its row in ${first.parent}.`);
}

async function refuseUnbalanced(db: Db): Promise<void> {
  const { sum } = await db
    .selectFrom("posting")
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("sum"))
    .executeTakeFirstOrThrow();
  if (sum !== null && sum !== 0n) throw new CannotDo(`The books in the copy are out of balance by ${sum} msat.`);
}

async function countRows(db: Db): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const name of await tableNames(db)) {
    const { rows } = await sql<{ count: bigint }>`SELECT count(*) AS count FROM ${sql.table(name)}`.execute(db);
    counts.push([name, Number(rows[0]?.count ?? 0n)]);
  }
  return Object.fromEntries(counts);
}
