import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { migrate } from "../../app/db/migrate.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";
import { readPostgres } from "./read-postgres.ts";
import { readSqlite } from "./read-sqlite.ts";
import type { Table } from "./table.ts";

/** The tables of a new SQLite database that has been through every migration. */
export async function sqliteTables(): Promise<Table[]> {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-erd-"));
  const db = openSqlite(join(folder, "hub.sqlite"));
  try {
    await migrate(db, unixMs(0n), undefined);
    return await readSqlite(db);
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** The same on a Postgres server, in a schema of its own that is dropped again. */
export async function postgresTables(address: string): Promise<Table[]> {
  const schema = `erd_${randomBytes(6).toString("hex")}`;
  const url = new URL(address);
  url.searchParams.set("options", `-c search_path=${schema}`);
  const db = await openPostgres(url.href);
  try {
    await sql`CREATE SCHEMA ${sql.id(schema)}`.execute(db);
    await migrate(db, unixMs(0n), undefined);
    return await readPostgres(db);
  } finally {
    await sql`DROP SCHEMA IF EXISTS ${sql.id(schema)} CASCADE`.execute(db);
    await db.destroy();
  }
}
