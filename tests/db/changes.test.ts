import { sql } from "kysely";
import * as assert from "uvu/assert";
import { appendEvent } from "../../app/db/append-event.ts";
import { Changes } from "../../app/db/changes.ts";
import type { Db } from "../../app/db/database.ts";
import { JOB_STREAM, enqueue } from "../../app/db/enqueue.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { eventOf } from "./order-row.ts";
import { openAgain } from "./same-database.ts";

const test = suite("db/changes");
const db = await openTestDatabase();
test.after(() => db.destroy());

test("a grown stream is announced after the commit, when the event can be read", async () => {
  const seen = heard(db, "ord_after").then(() => eventsOf("ord_after"));
  await transact(db, (tx) => appendEvent(tx, eventOf("ord_after", "evt_after")));
  assert.equal(await seen, ["evt_after"]);
});

test("nothing is announced before the commit", async () => {
  const heardAtCommit: string[] = [];
  const stop = db.changes.listen("ord_before", (stream) => heardAtCommit.push(stream));
  const done = heard(db, "ord_before");
  await transact(db, async (tx) => {
    await appendEvent(tx, eventOf("ord_before", "evt_before"));
    await sql`SELECT 1`.execute(tx);
    assert.equal(heardAtCommit, []);
  });
  await done;
  stop();
  assert.equal([...new Set(heardAtCommit)], ["ord_before"]);
});

test("who has committed finds everybody told already", async () => {
  let told = 0;
  const stop = db.changes.listen("ord_told", () => (told += 1));
  await transact(db, (tx) => appendEvent(tx, eventOf("ord_told", "evt_told")));
  assert.ok(told > 0);
  stop();
});

test("a rolled back transaction is never announced", async () => {
  const streams: string[] = [];
  const stop = db.changes.listen("*", (stream) => streams.push(stream));
  const failing = transact(db, async (tx) => {
    await appendEvent(tx, eventOf("ord_undone", "evt_undone"));
    throw new Error("undo");
  });
  await failing.catch(() => undefined);
  // Announcements keep their order, so this one's arrival shows that the other never comes.
  const next = heard(db, "ord_next");
  await transact(db, (tx) => appendEvent(tx, eventOf("ord_next", "evt_next")));
  await next;
  stop();
  assert.not(streams.includes("ord_undone"));
});

test("workers hear of a queued job", async () => {
  const ring = heard(db, JOB_STREAM);
  await transact(db, (tx) => enqueue(tx, { id: "job_1", kind: "k", payload: {}, runAtMs: 1n, nowMs: 1n }));
  await ring;
});

test("a transaction over more streams than fit into one message is announced as a whole", async () => {
  const streams = Array.from({ length: 400 }, (_, index) => `ord_many_${String(index).padStart(20, "0")}`);
  const all = Promise.all(streams.map((stream) => heard(db, stream)));
  await transact(db, async (tx) => {
    for (const stream of streams) await appendEvent(tx, eventOf(stream, `evt_${stream}`));
  });
  await all;
});

test("a listener that throws neither fails the committed transaction nor silences the others", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const stop = db.changes.listen("ord_throwing", () => {
    throw new Error("listener's mistake");
  });
  const others = heard(db, "ord_throwing");
  await transact(db, (tx) => appendEvent(tx, eventOf("ord_throwing", "evt_throwing")));
  await others;
  stop();
  assert.match((await warned).message, /listener's mistake/);
});

test("a listener that has stopped hears nothing more", () => {
  const changes = new Changes();
  const calls: string[] = [];
  const stop = changes.listen("a", (stream) => calls.push(stream));
  changes.announce(["a", "b"]);
  stop();
  changes.announce(["a"]);
  assert.equal(calls, ["a"]);
});

test("after news may have been missed everybody is told to read again", () => {
  const changes = new Changes();
  const calls: string[] = [];
  for (const stream of ["a", "b", "*"]) changes.listen(stream, () => calls.push(stream));
  changes.announceAll();
  assert.equal(calls.toSorted(), ["*", "*", "a", "b"]);
});

if (db.engine === "postgres") {
  test("other processes on the same database hear of it too", async () => {
    const other = await openAgain(db);
    const there = heard(other, "ord_shared");
    await transact(db, (tx) => appendEvent(tx, eventOf("ord_shared", "evt_shared")));
    await there;
    await other.destroy();
  });

  test("a broken listening connection is made again, and everybody reads again", async () => {
    const named = await openAgain(db, "satoshop-listening");
    const again = heard(named, "ord_again");
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'satoshop-listening' AND query LIKE 'LISTEN%'`.execute(db);
    await again;
    const news = heard(named, "ord_news");
    await transact(db, (tx) => appendEvent(tx, eventOf("ord_news", "evt_news")));
    await news;
    await named.destroy();
  });

  test("the hub outlives every connection that the server drops, idle or in a transaction", async () => {
    const named = await openAgain(db, "satoshop-dropped");
    await Promise.all(Array.from({ length: 5 }, () => sql`SELECT pg_sleep(0.01)`.execute(named)));
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const inside = transact(named, async (tx) => {
      await sql`SELECT 1`.execute(tx);
      begun.resolve();
      await ended.promise;
      await sql`SELECT 1`.execute(tx);
    });
    await begun.promise;
    const { rows } = await sql`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE application_name = 'satoshop-dropped'`.execute(db);
    assert.ok(rows.length > 5);
    ended.resolve();
    await rejects(inside, /connection|terminat/i);
    assert.is((await sql`SELECT 1`.execute(named)).rows.length, 1);
    await named.destroy();
  });
}

test("whoever stops listening twice silences nobody who has come since", () => {
  const changes = new Changes();
  const stop = changes.listen("ord_one", () => undefined);
  stop();
  let heardTimes = 0;
  changes.listen("ord_one", () => (heardTimes += 1));
  stop();
  changes.announce(["ord_one"]);
  assert.is(heardTimes, 1);
});

function heard(from: Db, stream: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = from.changes.listen(stream, () => {
      stop();
      resolve();
    });
  });
}

async function eventsOf(stream: string): Promise<string[]> {
  const rows = await db.selectFrom("event").select("id").where("stream", "=", stream).execute();
  return rows.map((row) => row.id);
}
