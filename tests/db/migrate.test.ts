import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { migrate, versionOf } from "../../app/db/migrate.ts";
import type { Migration } from "../../app/db/migrations/ddl.ts";
import { migrations } from "../../app/db/migrations/index.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";
import { openEmptyDatabase, openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { openAgain } from "./same-database.ts";

const test = suite("db/migrate");
const now = unixMs(1_790_000_000_000n);
const version = migrations.length;

const next: Migration = {
  name: "9001-next",
  up: () => ["CREATE TABLE extra (id TEXT PRIMARY KEY)", "INSERT INTO extra VALUES ('kept')"],
};
const broken: Migration = {
  name: "9002-broken",
  up: () => ["CREATE TABLE half (id TEXT PRIMARY KEY)", "INSERT INTO nowhere VALUES (1)"],
};

test("an empty database is brought to this program's version, each step with its name and time", async () => {
  const db = await openEmptyDatabase();
  assert.equal(await migrate(db, now, undefined), { from: 0, to: version });
  const rows = await db.selectFrom("migration").selectAll().orderBy("version").execute();
  assert.equal(
    rows.map((row) => row.name),
    migrations.map((step) => step.name),
  );
  assert.equal(
    rows.map((row) => row.version),
    migrations.map((_, index) => BigInt(index + 1)),
  );
  assert.is(await versionOf(db), version);
  await db.destroy();
});

test("migrating twice changes nothing the second time", async () => {
  const { db, backups } = await migrated();
  assert.equal(await migrate(db, now, backups), { from: version, to: version });
  assert.equal(await migrate(db, now, backups), { from: version, to: version });
  assert.equal(readdirSync(backups), []);
  await db.destroy();
});

test("a step adds to what is there and counts the version up", async () => {
  const { db } = await migrated();
  assert.equal(await migrate(db, now, undefined, [...migrations, next]), { from: version, to: version + 1 });
  assert.equal((await sql`SELECT id FROM extra`.execute(db)).rows, [{ id: "kept" }]);
  await db.destroy();
});

test("a failing step leaves nothing of itself, keeps the steps before it, and can be tried again", async () => {
  const { db } = await migrated();
  await rejects(migrate(db, now, undefined, [...migrations, next, broken]), /nowhere/);
  assert.is(await versionOf(db), version + 1);
  await rejects(sql`SELECT 1 FROM half`.execute(db), /half/);
  const mended = { ...broken, up: () => ["CREATE TABLE half (id TEXT PRIMARY KEY)"] };
  assert.equal(await migrate(db, now, undefined, [...migrations, next, mended]), {
    from: version + 1,
    to: version + 2,
  });
  await db.destroy();
});

test("a database that a newer program has written is refused and left alone", async () => {
  const { db } = await migrated();
  await migrate(db, now, undefined, [...migrations, next]);
  await rejects(migrate(db, now, undefined), /install the newer program/);
  assert.is(await versionOf(db), version + 1);
  await db.destroy();
});

test("two programs that migrate at once do each step once", async () => {
  const db = await openEmptyDatabase();
  const other = await openAgain(db);
  const steps = [...migrations, next];
  const ends = await Promise.all([migrate(db, now, undefined, steps), migrate(other, now, undefined, steps)]);
  assert.equal(
    ends.map((end) => end.to),
    [version + 1, version + 1],
  );
  assert.is((await db.selectFrom("migration").selectAll().execute()).length, version + 1);
  await Promise.all([db.destroy(), other.destroy()]);
});

if (process.env["DATABASE_URL"] === undefined) {
  test("a stall that was opened before sellers could be reached has no contact yet, and takes one", async () => {
    const db = openSqlite(join(mkdtempSync(join(tmpdir(), "satoshop-before-")), "hub.sqlite"));
    const step = migrations.findIndex(({ name }) => name === "0007-contact-and-owed");
    await migrate(db, now, undefined, migrations.slice(0, step));
    await sql`INSERT INTO stall VALUES ('stl_1', 'orchard', 'Orchard', '', 'open', NULL, 0, 1)`.execute(db);
    await migrate(db, now, undefined);
    const contact = () => db.selectFrom("stall").select("contact").executeTakeFirst();
    assert.equal(await contact(), { contact: "" });
    await db.updateTable("stall").set({ contact: "hello@orchard.example" }).execute();
    assert.equal(await contact(), { contact: "hello@orchard.example" });
    await db.destroy();
  });

  test("an existing database is copied, as it was, before the first step", async () => {
    const { db, backups } = await migrated();
    await db
      .insertInto("cursor")
      .values({ name: "before", position: 2n ** 60n })
      .execute();
    const { backup = "" } = await migrate(db, now, backups, [...migrations, next]);
    assert.is(backup, join(backups, `hub-v${version}-${now}.sqlite`));
    const copy = new BetterSqlite3(backup, { readonly: true }).defaultSafeIntegers(true);
    assert.equal(copy.pragma("integrity_check", { simple: true }), "ok");
    assert.equal(copy.prepare("SELECT * FROM cursor").all(), [{ name: "before", position: 2n ** 60n }]);
    assert.equal(copy.prepare("SELECT max(version) AS version FROM migration").all(), [{ version: BigInt(version) }]);
    copy.close();
    await db.destroy();
  });

  test("an empty database is not copied", async () => {
    const backups = mkdtempSync(join(tmpdir(), "satoshop-backups-"));
    const db = openSqlite(join(backups, "hub.sqlite"));
    assert.equal(await migrate(db, now, join(backups, "copies")), { from: 0, to: version });
    assert.equal(existsSync(join(backups, "copies")), false);
    await db.destroy();
  });

  test("the copy is there even when the step fails", async () => {
    const { db, backups } = await migrated();
    await rejects(migrate(db, now, backups, [...migrations, broken]));
    assert.is(readdirSync(backups).length, 1);
    await db.destroy();
  });
}

async function migrated(): Promise<{ db: Db; backups: string }> {
  return { db: await openTestDatabase(), backups: mkdtempSync(join(tmpdir(), "satoshop-backups-")) };
}
