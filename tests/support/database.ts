import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "../../app/db/database.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";

const folder = mkdtempSync(join(tmpdir(), "satoshop-test-"));
const template = join(folder, "template.sqlite");

/**
 * A migrated, empty database of its own: a SQLite file, or a schema on the Postgres that
 * DATABASE_URL names, so that every test runs unchanged on both.
 */
export async function openTestDatabase(): Promise<Db> {
  const url = process.env["DATABASE_URL"];
  return url === undefined ? openSqlite(await copyOfTemplate()) : openSchema(url);
}

let migrated: Promise<void> | undefined;

async function copyOfTemplate(): Promise<string> {
  migrated ??= makeTemplate();
  await migrated;
  const file = join(folder, `${randomBytes(6).toString("hex")}.sqlite`);
  copyFileSync(template, file);
  return file;
}

async function makeTemplate(): Promise<void> {
  const db = openSqlite(template);
  await migrate(db, unixMs(0n), undefined);
  await db.destroy();
}

async function openSchema(url: string): Promise<Db> {
  const name = `t_${randomBytes(6).toString("hex")}`;
  const { default: pg } = await import("pg");
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await client.end();
  const own = new URL(url);
  own.searchParams.set("options", `-c search_path=${name}`);
  const db = await openPostgres(own.href);
  await migrate(db, unixMs(0n), undefined);
  return db;
}
