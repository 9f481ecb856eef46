import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as assert from "uvu/assert";
import { appendEvent } from "../../app/db/append-event.ts";
import type { Db } from "../../app/db/database.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { eventOf } from "./order-row.ts";
import { addressOf, openAgain } from "./same-database.ts";

const test = suite("db/append-event");
const db = await openTestDatabase();
const other = await openAgain(db);
test.after(() => Promise.all([db.destroy(), other.destroy()]));

test("an event keeps its stream, sequence, type, version and exact canonical bytes", async () => {
  const event = {
    id: "evt_bytes",
    stream: "ord_bytes",
    type: "order.placed",
    atMs: 7n,
    body: { b: "2", a: ["é", null] },
  };
  await transact(db, (tx) => appendEvent(tx, event));
  const row = await db.selectFrom("event").selectAll().where("stream", "=", "ord_bytes").executeTakeFirst();
  assert.equal(row, {
    id: "evt_bytes",
    stream: "ord_bytes",
    seq: 1n,
    type: "order.placed",
    version: 1n,
    at_ms: 7n,
    body: '{"a":["é",null],"b":"2"}',
    actor: null,
    door: null,
    device: null,
  });
});

test("each stream counts for itself", async () => {
  await transact(db, async (tx) => {
    await appendEvent(tx, eventOf("ord_own_a", "evt_own_1"));
    await appendEvent(tx, eventOf("ord_own_b", "evt_own_2"));
    await appendEvent(tx, eventOf("ord_own_a", "evt_own_3"));
  });
  assert.equal(await sequenceOf("ord_own_a"), [1n, 2n]);
  assert.equal(await sequenceOf("ord_own_b"), [1n]);
});

test("a rolled back event leaves no gap", async () => {
  const give = (id: string, fails: boolean) =>
    transact(db, async (tx) => {
      await appendEvent(tx, eventOf("ord_gap", id));
      if (fails) throw new Error("undo");
    });
  await give("evt_gap_1", false);
  await give("evt_gap_2", true).catch(() => undefined);
  await give("evt_gap_3", false);
  assert.equal(await sequenceOf("ord_gap"), [1n, 2n]);
});

test("two connections writing to one stream at once leave no gap and lose nothing", async () => {
  const write = (from: Db, name: string, count: number) =>
    Array.from({ length: count }, (_, index) =>
      transact(from, (tx) => appendEvent(tx, eventOf("ord_two", `evt_${name}_${index}`))),
    );
  await Promise.all([...write(db, "a", 40), ...write(other, "b", 40)]);
  assert.equal(await sequenceOf("ord_two"), oneTo(80));
});

test("two processes writing to one stream at once leave no gap and lose nothing", async () => {
  const program = fileURLToPath(new URL("append-from-process.ts", import.meta.url));
  const address = await addressOf(db);
  const run = (name: string) => promisify(execFile)(process.execPath, [program, address, "ord_processes", name, "30"]);
  await Promise.all([run("a"), run("b")]);
  assert.equal(await sequenceOf("ord_processes"), oneTo(60));
});

async function sequenceOf(stream: string): Promise<bigint[]> {
  const rows = await db.selectFrom("event").select("seq").where("stream", "=", stream).orderBy("seq").execute();
  return rows.map((row) => row.seq);
}

function oneTo(last: number): bigint[] {
  return Array.from({ length: last }, (_, index) => BigInt(index + 1));
}
