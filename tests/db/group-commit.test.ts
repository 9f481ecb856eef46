import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { appendEvent } from "../../app/db/append-event.ts";
import { migrate } from "../../app/db/migrate.ts";
import type { Reader } from "../../app/db/database.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { transact } from "../../app/db/transact.ts";
import { unixMs } from "../../app/domain/time.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/group-commit");
const file = join(mkdtempSync(join(tmpdir(), "satoshop-group-")), "hub.sqlite");
const db = openSqlite(file);
await migrate(db, unixMs(0n), undefined);
test.after(() => db.destroy());

const write = (stream: string) =>
  transact(db, (tx) => appendEvent(tx, { id: `evt_${stream}`, stream, type: "noted", atMs: 1n, body: {} }));

async function streams(): Promise<string[]> {
  const rows = await db.selectFrom("event").select("stream").orderBy("stream").execute();
  return rows.map((row) => row.stream);
}

test("one that fails in a group undoes its own work only, and only it is told", async () => {
  const announced: string[] = [];
  const stop = db.changes.listen("*", (stream) => announced.push(stream));
  const failing = transact(db, async (tx) => {
    await appendEvent(tx, { id: "evt_bad", stream: "bad", type: "noted", atMs: 1n, body: {} });
    throw new Error("changed my mind");
  });
  const [first, refused, last] = await Promise.allSettled([write("a"), failing, write("b")]);
  stop();
  assert.equal([first.status, refused.status, last.status], ["fulfilled", "rejected", "fulfilled"]);
  assert.equal(await streams(), ["a", "b"]);
  assert.equal(announced, ["a", "b"]);
});

test("when the commit itself fails, everybody in the group is told and nothing was written", async () => {
  const before = await streams();
  const orphan = transact(db, async (tx) => {
    await sql`PRAGMA defer_foreign_keys = ON`.execute(tx);
    await sql`INSERT INTO stock VALUES ('var_none', 1, 0)`.execute(tx);
  });
  const innocent = write("c");
  await rejects(orphan, /FOREIGN KEY/);
  await rejects(innocent, /FOREIGN KEY/);
  assert.equal(await streams(), before);
});

test("who is answered finds the work in the file, whatever happens to this process next", async () => {
  const other = openSqlite(file);
  const seen = await Promise.all(
    ["d", "e", "f"].map(async (stream) => {
      await write(stream);
      return other.selectFrom("event").select("stream").where("stream", "=", stream).executeTakeFirst();
    }),
  );
  await other.destroy();
  assert.equal(
    seen.map((row) => row?.stream),
    ["d", "e", "f"],
  );
});

test("two hundred at once are done in order and none is lost", async () => {
  await Promise.all(Array.from({ length: 200 }, (_, index) => write(`many-${String(index).padStart(3, "0")}`)));
  assert.is((await streams()).filter((stream) => stream.startsWith("many-")).length, 200);
});

async function synchronous(reader: Reader): Promise<bigint | undefined> {
  const { rows } = await sql<{ synchronous: bigint }>`SELECT synchronous FROM pragma_synchronous`.execute(reader);
  return rows[0]?.synchronous;
}

const FULL = 2n;
const NORMAL = 1n;

test("only what can be asked for again is written without waiting for the disk, and nothing after it", async () => {
  assert.is(await transact(db, synchronous, "recoverable"), NORMAL);
  assert.is(await synchronous(db), FULL);
  assert.is(await transact(db, synchronous), FULL);
});

test("a failed commit that need not wait for the disk leaves the next one waiting for it", async () => {
  const failing = transact(db, () => Promise.reject(new Error("changed my mind")), "recoverable");
  await rejects(failing, /changed my mind/);
  assert.is(await synchronous(db), FULL);
});

test("one in a group that must be on disk takes the whole group there", async () => {
  const group = (["recoverable", "on-disk", "recoverable"] as const).map((keep) => transact(db, synchronous, keep));
  assert.equal(await Promise.all(group), [FULL, FULL, FULL]);
});

test("what need not wait for the disk is in the file all the same when the answer is given", async () => {
  const other = openSqlite(file);
  await transact(
    db,
    (tx) => appendEvent(tx, { id: "evt_r", stream: "r", type: "noted", atMs: 1n, body: {} }),
    "recoverable",
  );
  const row = await other.selectFrom("event").select("stream").where("stream", "=", "r").executeTakeFirst();
  await other.destroy();
  assert.is(row?.stream, "r");
});
