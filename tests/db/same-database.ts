import { sql } from "kysely";
import type { Db } from "../../app/db/database.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { openSqlite } from "../../app/db/sqlite.ts";

/** Where the database is: a file's path, or a `postgres://` address that leads to it. */
export async function addressOf(db: Db): Promise<string> {
  if (db.engine === "sqlite") {
    const { rows } = await sql<{ file: string }>`SELECT file FROM pragma_database_list WHERE name = 'main'`.execute(db);
    return rows[0]?.file ?? "";
  }
  const where = sql<{
    database: string;
    schema: string;
  }>`SELECT current_database() AS database, current_schema() AS schema`;
  const { rows } = await where.execute(db);
  const url = new URL(process.env["DATABASE_URL"] ?? "");
  url.pathname = rows[0]?.database ?? "";
  url.searchParams.set("options", `-c search_path=${rows[0]?.schema}`);
  return url.href;
}

export async function openAt(address: string): Promise<Db> {
  return address.startsWith("postgres") ? openPostgres(address) : openSqlite(address);
}

/** A second handle with connections of its own, as another process would have; `name` is what Postgres calls them. */
export async function openAgain(db: Db, name?: string): Promise<Db> {
  const address = await addressOf(db);
  if (name === undefined) return openAt(address);
  const url = new URL(address);
  url.searchParams.set("application_name", name);
  return openAt(url.href);
}
