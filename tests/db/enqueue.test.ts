import * as assert from "uvu/assert";
import { enqueue } from "../../app/db/enqueue.ts";
import type { NewJob } from "../../app/db/enqueue.ts";
import { transact } from "../../app/db/transact.ts";
import { claim } from "../../app/jobs/claim.ts";
import { complete } from "../../app/jobs/complete.ts";
import { unixMs } from "../../app/domain/time.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/enqueue");
const db = await openTestDatabase();
test.after(() => db.destroy());

const now = unixMs(1_000n);

test("a job is there exactly if its cause is", async () => {
  const causing = (id: string, fails: boolean) =>
    transact(db, async (tx) => {
      await enqueue(tx, job(id, "cause"));
      if (fails) throw new Error("undo");
    });
  await rejects(causing("job_undone", true), /undo/);
  await causing("job_kept", false);
  assert.equal(await idsOf("cause"), ["job_kept"]);
});

test("a queued job carries its payload as text and has not been tried", async () => {
  await add({ ...job("job_row", "row"), payload: { orderId: "ord_1" }, runAtMs: 5_000n, maxAttempts: 3n });
  const row = await db.selectFrom("job").selectAll().where("id", "=", "job_row").executeTakeFirstOrThrow();
  assert.equal(
    [row.state, row.payload, row.run_at_ms, row.attempts, row.max_attempts, row.fencing],
    ["ready", '{"orderId":"ord_1"}', 5_000n, 0n, 3n, 0n],
  );
});

test("work that already waits is not queued twice", async () => {
  await add({ ...job("job_first", "waits"), dedupeKey: "waits" });
  await add({ ...job("job_second", "waits"), dedupeKey: "waits" });
  assert.equal(await idsOf("waits"), ["job_first"]);
});

test("work asked for again while it runs is done once more afterwards", async () => {
  await add({ ...job("job_running", "runs"), dedupeKey: "runs" });
  const held = await take("runs");
  await add({ ...job("job_again", "runs"), dedupeKey: "runs", runAtMs: 9_000n });
  await add({ ...job("job_later", "runs"), dedupeKey: "runs", runAtMs: 9_500n });
  await complete(db, held, now);
  const rows = await db
    .selectFrom("job")
    .select(["id", "state", "run_at_ms", "attempts"])
    .where("kind", "=", "runs")
    .execute();
  assert.equal(rows, [{ id: "job_running", state: "ready", run_at_ms: 9_000n, attempts: 0n }]);
});

test("work that is done can be asked for anew", async () => {
  await add({ ...job("job_done", "anew"), dedupeKey: "anew" });
  await complete(db, await take("anew"), now);
  await add({ ...job("job_new", "anew"), dedupeKey: "anew" });
  assert.equal(await idsOf("anew"), ["job_done", "job_new"]);
});

test("jobs without a key are all queued", async () => {
  await add(job("job_free_1", "free"));
  await add(job("job_free_2", "free"));
  assert.equal(await idsOf("free"), ["job_free_1", "job_free_2"]);
});

test("two jobs with one id are a mistake and do not vanish silently", async () => {
  await add(job("job_twin", "twin"));
  await rejects(add(job("job_twin", "twin")), /unique/i);
});

function job(id: string, kind: string): NewJob {
  return { id, kind, payload: {}, runAtMs: now, nowMs: now };
}

function add(one: NewJob): Promise<void> {
  return transact(db, (tx) => enqueue(tx, one));
}

async function take(kind: string) {
  const { jobs } = await claim(db, { owner: "test", limit: 100, now, leaseMs: 60_000n });
  const found = jobs.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no job of kind ${kind} was due`);
  return found;
}

async function idsOf(kind: string): Promise<string[]> {
  const rows = await db.selectFrom("job").select("id").where("kind", "=", kind).orderBy("id").execute();
  return rows.map((row) => row.id);
}
