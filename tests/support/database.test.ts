import { sql } from "kysely";
import * as assert from "uvu/assert";
import { migrations } from "../../app/db/migrations/index.ts";
import { openTestDatabase } from "./database.ts";
import { suite } from "./suite.ts";

const test = suite("support/database");

test("no test finds what another left, or misses what it deleted", async () => {
  const accounts = new Set<number>();
  for (let turn = 0; turn < 3; turn += 1) {
    const db = await openTestDatabase();
    assert.equal(await db.selectFrom("event").selectAll().execute(), []);
    accounts.add((await db.selectFrom("account").selectAll().execute()).length);
    assert.is((await db.selectFrom("migration").selectAll().execute()).length, migrations.length);
    const fact = { stream: "ord_1", type: "order.placed", version: 1n, body: "{}", at_ms: 1n };
    await db
      .insertInto("event")
      .values({ id: "evt_1", seq: 1n, ...fact })
      .execute();
    await db.deleteFrom("account").execute();
    await db.destroy();
  }
  assert.is(accounts.size, 1);
  assert.not.ok(accounts.has(0));
});

test("tables that a test has changed are left to that test", async () => {
  for (const change of ["CREATE TABLE extra (id TEXT)", "ALTER TABLE cursor ADD COLUMN extra TEXT"]) {
    const db = await openTestDatabase();
    await sql.raw(change).execute(db);
    await db.destroy();
  }
  const db = await openTestDatabase();
  await sql`CREATE TABLE extra (id TEXT)`.execute(db);
  await sql`ALTER TABLE cursor ADD COLUMN extra TEXT`.execute(db);
  await db.destroy();
});

test("whoever is at work still keeps the database", async () => {
  const [one, other] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  await one.insertInto("cursor").values({ name: "one", position: 1n }).execute();
  assert.equal(await other.selectFrom("cursor").selectAll().execute(), []);
  await Promise.all([one.destroy(), other.destroy()]);
});
