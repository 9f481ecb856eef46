import { sql } from "kysely";
import * as assert from "uvu/assert";
import type { Db, Tx } from "../../app/db/database.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { openAgain } from "./same-database.ts";

const test = suite("db/transact");
const db = await openTestDatabase();
const other = await openAgain(db);
test.after(() => Promise.all([db.destroy(), other.destroy()]));

test("what a transaction writes is there as a whole, and its result is handed back", async () => {
  assert.is(await transact(db, async (tx) => start(tx, "whole", 3n)), "started whole");
  assert.is(await positionOf("whole"), 3n);
});

test("a failing transaction leaves nothing behind and its own error comes out", async () => {
  const failing = transact(db, async (tx) => {
    await start(tx, "nothing", 1n);
    throw new Error("changed my mind");
  });
  await rejects(failing, /^changed my mind$/);
  assert.is(await positionOf("nothing"), undefined);
});

test("200 increments at once lose none", async () => {
  await transact(db, (tx) => start(tx, "many", 0n));
  await Promise.all(Array.from({ length: 200 }, () => transact(db, (tx) => increment(tx, "many"))));
  assert.is(await positionOf("many"), 200n);
});

test("increments from two connections at once lose none", async () => {
  await transact(db, (tx) => start(tx, "shared", 0n));
  const from = (handle: Db) => Array.from({ length: 50 }, () => transact(handle, (tx) => increment(tx, "shared")));
  await Promise.all([...from(db), ...from(other)]);
  assert.is(await positionOf("shared"), 100n);
});

test("a transaction that waits for another process lets this one go on", async () => {
  const holding = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const holder = transact(other, async (tx) => {
    await start(tx, "held", 1n);
    holding.resolve();
    await letGo.promise;
  });
  await holding.promise;
  const waiting = transact(db, (tx) => start(tx, "waiting", 1n));
  // This timer could not fire if waiting for the lock stopped the process.
  setTimeout(() => letGo.resolve(), 20);
  await Promise.all([holder, waiting]);
  assert.is(await positionOf("waiting"), 1n);
});

test("two transactions that each read what the other writes end as if one came after the other", async () => {
  await transact(db, async (tx) => {
    await start(tx, "left", 1n);
    await start(tx, "right", 1n);
  });
  // Each takes one away only while both together leave one: done from a stale reading, none would be left.
  const takeFrom = (handle: Db, name: string) =>
    transact(handle, async (tx) => {
      const rows = await tx.selectFrom("cursor").select("position").where("name", "in", ["left", "right"]).execute();
      if (rows.reduce((sum, row) => sum + row.position, 0n) < 2n) return;
      await tx.updateTable("cursor").set({ position: 0n }).where("name", "=", name).execute();
    });
  await Promise.all([takeFrom(db, "left"), takeFrom(other, "right")]);
  assert.is(((await positionOf("left")) ?? 0n) + ((await positionOf("right")) ?? 0n), 1n);
});

test("the error that made the database undo everything by itself is the one that comes out", async () => {
  const failing = transact(db, async (tx) => {
    await start(tx, "undone", 1n);
    const verb = sql.raw(db.engine === "sqlite" ? "INSERT OR ROLLBACK" : "INSERT");
    await sql`${verb} INTO cursor VALUES ('undone', 2)`.execute(tx);
  });
  await rejects(failing, /unique|UNIQUE/);
  assert.is(await positionOf("undone"), undefined);
});

if (db.engine === "postgres") {
  test("only a transaction that can be asked for again does not wait for the server's disk", async () => {
    assert.is(await transact(db, waitsForDisk, "recoverable"), "off");
    assert.is(await transact(db, waitsForDisk), "on");
  });

  test("whoever looks for a key and finds it taken on writing looks again, and finds it", async () => {
    const hasLooked = Promise.withResolvers<void>();
    const quicker = hasLooked.promise.then(() => transact(other, (tx) => start(tx, "form", 1n)));
    const writeOnce = async (tx: Tx) => {
      const rows = await tx.selectFrom("cursor").select("name").where("name", "=", "form").execute();
      if (rows.length > 0) return "found";
      hasLooked.resolve();
      await quicker;
      return start(tx, "form", 2n);
    };
    assert.is(await transact(db, writeOnce), "found");
    assert.is(await positionOf("form"), 1n);
  });
}

async function waitsForDisk(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ synchronous_commit: string }>`SHOW synchronous_commit`.execute(tx);
  return rows[0]?.synchronous_commit;
}

async function start(tx: Tx, name: string, position: bigint): Promise<string> {
  await tx.insertInto("cursor").values({ name, position }).execute();
  return `started ${name}`;
}

/** Reads and writes in two statements, so that only the transaction keeps two of them apart. */
async function increment(tx: Tx, name: string): Promise<void> {
  const { position } = await tx
    .selectFrom("cursor")
    .select("position")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable("cursor")
    .set({ position: position + 1n })
    .where("name", "=", name)
    .execute();
}

async function positionOf(name: string): Promise<bigint | undefined> {
  const row = await db.selectFrom("cursor").select("position").where("name", "=", name).executeTakeFirst();
  return row?.position;
}
