import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { openDatabase } from "../../app/db/open.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/open");

const newDataDir = () => join(mkdtempSync(join(tmpdir(), "satoshop-open-")), "data");

test("without an address the database is a file in the data folder, which nobody else may enter", async () => {
  const dataDir = newDataDir();
  const db = await openDatabase(dataDir, undefined);
  assert.is(db.engine, "sqlite");
  assert.ok(existsSync(join(dataDir, "hub.sqlite")));
  assert.is(statSync(dataDir).mode & 0o777, 0o700);
  await db.destroy();
});

test("a server that is not there is told of, and no file is written in its stead", async () => {
  const dataDir = newDataDir();
  await rejects(openDatabase(dataDir, "postgres://hub@127.0.0.1:1/hub"), /ECONNREFUSED/);
  assert.not.ok(existsSync(dataDir));
});

const url = process.env["DATABASE_URL"];
if (url !== undefined) {
  test("a server's database that cannot keep every text is refused", async () => {
    const name = `latin_${randomBytes(6).toString("hex")}`;
    const db = await openDatabase("", url);
    const latin = new URL(url);
    latin.pathname = name;
    await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`.execute(
      db,
    );
    await rejects(openDatabase("", latin.href), /stores LATIN1, but the hub needs UTF8/);
    // Refused as long as anybody is connected.
    await sql`DROP DATABASE ${sql.id(name)}`.execute(db);
    await db.destroy();
  });
}
