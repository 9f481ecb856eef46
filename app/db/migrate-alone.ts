import { sql } from "kysely";
import type { Db } from "./database.ts";

/** Two hubs that start at once on one Postgres take turns: its table definitions are not safe from each other. */
export async function migrateAlone<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  const lock = sql`hashtextextended('satoshop migrate ' || current_schema(), 0)`;
  return db.connection().execute(async (held) => {
    await sql`SELECT pg_advisory_lock(${lock})`.execute(held);
    try {
      return await work();
    } finally {
      await sql`SELECT pg_advisory_unlock(${lock})`.execute(held);
    }
  });
}
