import { PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import * as assert from "uvu/assert";
import { Db } from "../../app/db/database.ts";
import { openDatabase } from "../../app/db/open.ts";
import { whatHangs } from "../../app/jobs/liveness.ts";
import type { Patience, Signs } from "../../app/jobs/liveness.ts";
import { hubFolder } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";
import { testClock } from "../support/world.ts";

const test = suite("jobs/liveness");

const patience: Patience = { lagMs: 200, lookMs: 1_000, writeMs: 200 };

const db = await openDatabase(await hubFolder(), undefined);
test.after(() => db.destroy());

const healthy: Signs = { db, clock: testClock(), lookedAtMs: () => performance.now() };

test("a hub whose loop turns, whose schedule looks and whose database takes writes is alive", async () => {
  assert.is(await whatHangs(healthy, patience), undefined);
  const written = await db.selectFrom("setting").select("value").where("name", "=", "liveness.written").execute();
  assert.equal(written, [{ value: healthy.clock().toString() }]);
});

test("a hub that does nothing else for too long hangs", async () => {
  const looking = whatHangs(healthy, patience);
  block(400);
  assert.match((await looking) ?? "", /^the event loop came \d{3} ms late$/);
});

/** Keeps this thread from everything else. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test("a hub whose schedule has stopped looking hangs", async () => {
  const lookedAtMs = () => performance.now() - 1_001;
  assert.is(await whatHangs({ ...healthy, lookedAtMs }, patience), "the schedule stands still");
});

test("a hub in which a transaction never ends hangs, and lives again when it has ended", async () => {
  const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const endless = db.transaction().execute(() => {
    begun.resolve();
    return mayEnd.promise;
  });
  await begun.promise;
  const hanging = await whatHangs(healthy, patience);
  mayEnd.resolve();
  await endless;
  assert.is(hanging, "the database takes no write");
  assert.is(await whatHangs(healthy, patience), undefined);
});

test("a disk that takes nothing more is no reason to start the hub anew: it would be as full afterwards", async () => {
  await sql`PRAGMA query_only = 1`.execute(db);
  const hanging = await whatHangs(healthy, patience);
  await sql`PRAGMA query_only = 0`.execute(db);
  assert.is(hanging, undefined);
});

test("a table that is gone is a reason, since only a new start looks for it", async () => {
  await sql`ALTER TABLE setting RENAME TO elsewhere`.execute(db);
  const hanging = await whatHangs(healthy, patience);
  await sql`ALTER TABLE elsewhere RENAME TO setting`.execute(db);
  assert.is(hanging, "the database takes no write");
});

test("a PostgreSQL that is away is a neighbour's trouble, which no new start of the hub mends", async () => {
  const away = new Db("postgres", new PostgresDialect({ pool: new Pool({ host: "127.0.0.1", port: 1 }) }));
  assert.is(await whatHangs({ ...healthy, db: away }, patience), undefined);
  await away.destroy();
});
