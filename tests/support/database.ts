import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "../../app/db/database.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";
import { openEmptyOnPostgres, openMigratedOnPostgres } from "./postgres-database.ts";

const folder = mkdtempSync(join(tmpdir(), "satoshop-test-"));
const template = join(folder, "template.sqlite");

/**
 * A migrated database of its own without rows: a copy of one that was migrated once, on SQLite or on the
 * Postgres that DATABASE_URL names, so that every test runs unchanged on both.
 */
export async function openTestDatabase(): Promise<Db> {
  const url = process.env["DATABASE_URL"];
  return url === undefined ? openSqlite(await copyOfTemplate()) : openMigratedOnPostgres(url);
}

/** One that no migration has seen, for the tests of migrating. */
export async function openEmptyDatabase(): Promise<Db> {
  const url = process.env["DATABASE_URL"];
  return url === undefined ? openSqlite(newFile()) : openEmptyOnPostgres(url);
}

let migrated: Promise<void> | undefined;

async function copyOfTemplate(): Promise<string> {
  migrated ??= makeTemplate();
  await migrated;
  const file = newFile();
  copyFileSync(template, file);
  return file;
}

const newFile = () => join(folder, `${randomBytes(6).toString("hex")}.sqlite`);

async function makeTemplate(): Promise<void> {
  const db = openSqlite(template);
  await migrate(db, unixMs(0n), undefined);
  await db.destroy();
}
