import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import BetterSqlite3 from "better-sqlite3";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/sqlite-settings");
const folder = mkdtempSync(join(tmpdir(), "satoshop-settings-"));

const safe = { journal_mode: "wal", synchronous: 2n, foreign_keys: 1n, recursive_triggers: 1n, trusted_schema: 0n };

test("a new file and a reopened file have every setting that keeps money safe", async () => {
  const file = join(folder, "reopened.sqlite");
  for (const opening of ["first", "second", "third"]) {
    const db = openSqlite(file);
    assert.equal(await settingsOf(db), safe, opening);
    await db.destroy();
  }
});

test("the last commits survive a power cut after a restart of the process too", async () => {
  const file = join(folder, "restarted.sqlite");
  const program = fileURLToPath(new URL("print-settings.ts", import.meta.url));
  for (const start of ["first", "second"]) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, file]);
    assert.is(stdout, "2 wal\n", start);
  }
});

test("the settings are needed: the library alone reopens a file in WAL with less than full safety", () => {
  const file = join(folder, "trap.sqlite");
  const first = new BetterSqlite3(file);
  first.pragma("journal_mode = WAL");
  first.exec("CREATE TABLE t (x)");
  first.close();
  const second = new BetterSqlite3(file);
  assert.is(second.pragma("synchronous", { simple: true }), 1);
  second.close();
});

test("a database that cannot be kept safely is not opened", () => {
  // A database in memory knows no write-ahead log.
  assert.throws(() => openSqlite(":memory:"), /journal_mode=memory/);
});

test("a row that points to nothing is refused", async () => {
  const db = openSqlite(join(folder, "keys.sqlite"));
  await sql`CREATE TABLE parent (id TEXT PRIMARY KEY) STRICT`.execute(db);
  await sql`CREATE TABLE child (parent_id TEXT NOT NULL REFERENCES parent (id)) STRICT`.execute(db);
  await rejects(sql`INSERT INTO child VALUES ('nobody')`.execute(db), /FOREIGN KEY/);
  await db.destroy();
});

async function settingsOf(db: Db): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(safe)) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.raw(`pragma_${name}`)}`.execute(db);
    found[name] = rows[0]?.[name];
  }
  return found;
}
