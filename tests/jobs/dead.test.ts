import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { JOB_STREAM } from "../../app/db/enqueue.ts";
import { DAY_MS, unixMs } from "../../app/domain/time.ts";
import { complete } from "../../app/jobs/complete.ts";
import { fail } from "../../app/jobs/fail.ts";
import { listDead } from "../../app/jobs/list-dead.ts";
import { prune } from "../../app/jobs/prune.ts";
import { replay } from "../../app/jobs/replay.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";
import { START, jobRow, queue, takeOne } from "./queue.ts";

const test = suite("jobs/dead");
const db = await openTestDatabase();
test.after(() => db.destroy());

const random = testRandom();
const later = unixMs(START + DAY_MS);

test("dead jobs are listed newest first, page by page, with why they died", async () => {
  for (const id of ["job_a", "job_b", "job_c"]) await kill(db, id);
  assert.equal(await listDead(db, 1), [
    { id: "job_c", kind: "test", payload: "{}", attempts: 1n, lastError: "Error: gone", diedAtMs: START },
  ]);
  assert.equal(
    (await listDead(db, 5, "job_c")).map((job) => job.id),
    ["job_b", "job_a"],
  );
});

test("a replayed job has all its attempts again and is heard of", async () => {
  await kill(db, "job_replayed");
  const ring = new Promise<string>((resolve) => db.changes.listen(JOB_STREAM, resolve));
  assert.is(await replay(db, "job_replayed", later), "replayed");
  await ring;
  const row = await jobRow(db, "job_replayed");
  assert.equal([row.state, row.attempts, row.run_at_ms], ["ready", 0n, later]);
  const held = await takeOne(db, later);
  assert.is(await complete(db, held, later), true);
});

test("a job is replayed once, however often it is asked for", async () => {
  await kill(db, "job_twice");
  assert.equal((await Promise.all([replay(db, "job_twice", later), replay(db, "job_twice", later)])).toSorted(), [
    "not-dead",
    "replayed",
  ]);
  await complete(db, await takeOne(db, later), later);
  assert.is(await replay(db, "job_twice", later), "not-dead");
  assert.is(await replay(db, "job_unknown", later), "not-dead");
});

test("a dead job is not replayed while the same work waits or runs", async () => {
  await kill(db, "job_old", "same");
  await queue(db, "job_new", { dedupeKey: "same" });
  assert.is(await replay(db, "job_old", START), "already-queued");
  const held = await takeOne(db, START);
  assert.is(await replay(db, "job_old", START), "already-queued");
  await complete(db, held, START);
  assert.is(await replay(db, "job_old", START), "replayed");
  await complete(db, await takeOne(db, START), START);
});

test("done jobs are forgotten after a week, dead ones never", async () => {
  const fresh = await openTestDatabase();
  await kill(fresh, "job_dead");
  for (let index = 0; index < 3; index += 1) {
    await queue(fresh, `job_done_${index}`);
    await complete(fresh, await takeOne(fresh, START), START);
  }
  await queue(fresh, "job_waiting", { runAtMs: START + 100n * DAY_MS });
  assert.is(await prune(fresh, unixMs(START + 7n * DAY_MS)), 0);
  assert.is(await prune(fresh, unixMs(START + 7n * DAY_MS + 1n)), 3);
  const left = await fresh.selectFrom("job").select("id").orderBy("id").execute();
  assert.equal(
    left.map((row) => row.id),
    ["job_dead", "job_waiting"],
  );
  await fresh.destroy();
});

test("more done jobs than are deleted at once are all forgotten", async () => {
  const fresh = await openTestDatabase();
  const template = {
    kind: "test",
    dedupe_key: null,
    payload: "{}",
    state: "done" as const,
    run_at_ms: 0n,
    attempts: 1n,
    max_attempts: 1n,
  };
  const nothing = { lease_owner: null, lease_until_ms: null, again_at_ms: null, last_error: null, trace_parent: null };
  const rows = Array.from({ length: 1_001 }, (_, index) => ({
    ...template,
    ...nothing,
    id: `job_${index}`,
    fencing: 1n,
    created_at_ms: 0n,
    updated_at_ms: 0n,
  }));
  for (let from = 0; from < rows.length; from += 500)
    await fresh
      .insertInto("job")
      .values(rows.slice(from, from + 500))
      .execute();
  assert.is(await prune(fresh, START), 1_001);
  await fresh.destroy();
});

async function kill(on: Db, id: string, dedupeKey?: string): Promise<void> {
  await queue(on, id, { maxAttempts: 1n, ...(dedupeKey !== undefined && { dedupeKey }) });
  await fail(on, await takeOne(on, START), { error: new Error("gone"), now: START, random });
}
