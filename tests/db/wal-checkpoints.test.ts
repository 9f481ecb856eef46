import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { startCheckpoints } from "../../app/db/wal-checkpoints.ts";
import type { Db } from "../../app/db/database.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { suite } from "../support/suite.ts";

const test = suite("db/wal-checkpoints");

/** More than the thread waits for, and less than the hub copies by itself. */
const PAGES = 4_000;
const WITHIN_MS = 20_000;

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), "satoshop-checkpoints-")), "hub.sqlite");
}

async function fill(db: Db): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS filling (page BLOB)`.execute(db);
  const some = sql`WITH RECURSIVE place(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM place WHERE n < 50)
    INSERT INTO filling SELECT randomblob(4000) FROM place`;
  for (let pages = 0; pages < PAGES; pages += 50) await some.execute(db);
}

/** How many pages are in the log, and how many of them in the file as well. */
async function logOf(db: Db): Promise<{ log: bigint; checkpointed: bigint }> {
  const { rows } = await sql<{ log: bigint; checkpointed: bigint }>`PRAGMA wal_checkpoint(NOOP)`.execute(db);
  if (rows[0] === undefined) throw new Error("SQLite says nothing of its log");
  return rows[0];
}

test("what was committed comes into the file while others write, and the log begins anew", async () => {
  const file = newFile();
  const db = openSqlite(file);
  const checkpoints = startCheckpoints(file, (error) => assert.unreachable(String(error)));
  await fill(db);
  await until("the thread has copied", WITHIN_MS, async () => {
    await sql`INSERT INTO filling VALUES ('one more')`.execute(db);
    return (await logOf(db)).log < 2_000n ? true : undefined;
  });
  await checkpoints.stop();
  const { rows } = await sql<{
    count: bigint;
  }>`SELECT count(*) AS count FROM filling WHERE length(page) = 4000`.execute(db);
  assert.is(rows[0]?.count, BigInt(PAGES));
  await db.destroy();
});

test("without the thread the hub waits long before it copies by itself", async () => {
  const db = openSqlite(newFile());
  await fill(db);
  const { log, checkpointed } = await logOf(db);
  assert.ok(log > BigInt(PAGES));
  assert.is(checkpointed, 0n);
  await db.destroy();
});

test("a thread that cannot open the file says so, and stopping it ends all the same", async () => {
  const said = Promise.withResolvers<unknown>();
  const checkpoints = startCheckpoints(join(newFile(), "missing"), said.resolve);
  assert.match(String(await said.promise), /cannot open database/i);
  await checkpoints.stop();
});
