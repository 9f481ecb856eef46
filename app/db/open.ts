import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "./database.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

/** SQLite in the data folder, or Postgres when a `postgres://` address is given. */
export async function openDatabase(dataDir: string, url: string | undefined): Promise<Db> {
  if (url !== undefined) return openPostgres(url);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return openSqlite(sqliteFile(dataDir));
}

export function sqliteFile(dataDir: string): string {
  return join(dataDir, "hub.sqlite");
}
