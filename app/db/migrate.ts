import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { UnixMs } from "../domain/time.ts";
import type { Db, Reader } from "./database.ts";
import { migrateAlone } from "./migrate-alone.ts";
import { ddlFor } from "./migrations/ddl.ts";
import type { Engine, Migration } from "./migrations/ddl.ts";
import { migrations as ours } from "./migrations/index.ts";
import { transact } from "./transact.ts";

export type Migrated = { from: number; to: number; backup?: string };

/**
 * Brings the database to this program's version, each step and its version in one transaction.
 * Refuses a database that a newer program has written, and copies an existing SQLite database to
 * `backupDir` before the first step (on Postgres the owner's own backup stands in for it).
 */
export async function migrate(
  db: Db,
  now: UnixMs,
  backupDir: string | undefined,
  steps: readonly Migration[] = ours,
): Promise<Migrated> {
  return db.engine === "sqlite"
    ? climb(db, now, backupDir, steps)
    : migrateAlone(db, () => climb(db, now, backupDir, steps));
}

/** The number of steps the database has been through; 0 for an empty one. */
export function versionOf(db: Db): Promise<number> {
  return readVersion(db, db.engine);
}

async function climb(
  db: Db,
  now: UnixMs,
  backupDir: string | undefined,
  steps: readonly Migration[],
): Promise<Migrated> {
  const from = await versionOf(db);
  if (from > steps.length) {
    throw new Error(
      `the database is at version ${from}, this program knows ${steps.length}: install the newer program`,
    );
  }
  if (from === steps.length) return { from, to: from };
  const backup = from > 0 && backupDir !== undefined ? await backUp(db, backupDir, from, now) : undefined;
  for (const [index, step] of steps.entries()) if (index >= from) await run(db, step, index + 1, now);
  return backup === undefined ? { from, to: steps.length } : { from, to: steps.length, backup };
}

async function readVersion(reader: Reader, engine: Engine): Promise<number> {
  const { rows } = await (
    engine === "sqlite"
      ? sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'`
      : sql`SELECT 1 WHERE to_regclass('migration') IS NOT NULL`
  ).execute(reader);
  if (rows.length === 0) return 0;
  const { version } = await reader
    .selectFrom("migration")
    .select((eb) => eb.fn.max("version").as("version"))
    .executeTakeFirstOrThrow();
  return Number(version);
}

async function run(db: Db, step: Migration, version: number, now: UnixMs): Promise<void> {
  const ddl = ddlFor(db.engine);
  await transact(db, async (tx) => {
    // Another process may have done this step since the version was read.
    if ((await readVersion(tx, db.engine)) >= version) return;
    if (version === 1) {
      await sql
        .raw(`CREATE TABLE migration (
        version ${ddl.int} PRIMARY KEY, name TEXT NOT NULL, applied_at_ms ${ddl.int} NOT NULL) ${ddl.strict}`)
        .execute(tx);
    }
    for (const statement of step.up(ddl)) await sql.raw(statement).execute(tx);
    await tx
      .insertInto("migration")
      .values({ version: BigInt(version), name: step.name, applied_at_ms: now })
      .execute();
  });
}

async function backUp(db: Db, folder: string, version: number, now: UnixMs): Promise<string | undefined> {
  if (db.engine !== "sqlite") return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `hub-v${version}-${now}.sqlite`);
  await sql`VACUUM INTO ${file}`.execute(db);
  return file;
}
