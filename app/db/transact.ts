import type { Db, Tx } from "./database.ts";
import type { Keep } from "./group-commit.ts";
import { transactOnPostgres } from "./transact-on-postgres.ts";

/**
 * Runs `work` in one immediate (SQLite) or serialisable (Postgres) transaction. On Postgres it may run
 * more than once, so it touches nothing but the database. Streams that grew are announced after the commit.
 */
export async function transact<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  keep: Keep = "on-disk",
): Promise<Result> {
  return db.engine === "sqlite" ? db.group.run(work, keep) : transactOnPostgres(db, work, keep);
}
