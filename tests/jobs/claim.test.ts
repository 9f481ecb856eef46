import * as assert from "uvu/assert";
import { unixMs } from "../../app/domain/time.ts";
import { complete } from "../../app/jobs/complete.ts";
import { openAgain } from "../db/same-database.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { LEASE_MS, START, jobRow, queue, takeAll, takeOne } from "./queue.ts";

const test = suite("jobs/claim");
const later = (ms: bigint) => unixMs(START + ms);

test("what is due is taken, oldest first, and what is not yet due stays", async () => {
  await using(async (db) => {
    await queue(db, "job_b", { runAtMs: START - 1n });
    await queue(db, "job_a", { runAtMs: START - 2n });
    await queue(db, "job_now", { runAtMs: START });
    await queue(db, "job_future", { runAtMs: START + 1n });
    assert.equal((await takeAll(db, START, 2)).jobs.map((job) => job.id).toSorted(), ["job_a", "job_b"]);
    assert.equal(
      (await takeAll(db, START)).jobs.map((job) => job.id),
      ["job_now"],
    );
    assert.equal(
      (await takeAll(db, later(1n))).jobs.map((job) => job.id),
      ["job_future"],
    );
  });
});

test("a job in somebody's hands is not given to another", async () => {
  await using(async (db) => {
    await queue(db, "job_1");
    await takeOne(db, START);
    assert.equal(await takeAll(db, later(LEASE_MS - 1n)), { jobs: [], buried: [] });
  });
});

test("a job held beyond its lease is given to another, and the first can no longer finish it", async () => {
  await using(async (db) => {
    await queue(db, "job_1");
    const zombie = await takeOne(db, START);
    const heir = await takeOne(db, later(LEASE_MS));
    assert.is(heir.id, zombie.id);
    assert.ok(heir.fencing > zombie.fencing);
    assert.is(heir.attempt, 2n);
    assert.is(await complete(db, zombie, later(LEASE_MS)), false);
    assert.is((await jobRow(db, "job_1")).state, "running");
    assert.is(await complete(db, heir, later(LEASE_MS)), true);
    assert.is(await complete(db, heir, later(LEASE_MS)), false);
  });
});

test("a job that its workers never come back from is dead after its last attempt", async () => {
  await using(async (db) => {
    await queue(db, "job_deadly", { maxAttempts: 2n });
    await takeOne(db, START);
    await takeOne(db, later(LEASE_MS));
    assert.equal(await takeAll(db, later(2n * LEASE_MS)), { jobs: [], buried: ["job_deadly"] });
    const row = await jobRow(db, "job_deadly");
    assert.equal(
      [row.state, row.last_error, row.lease_owner, row.lease_until_ms],
      ["dead", "the worker did not come back from it", null, null],
    );
  });
});

test("claims from two connections at once give each job to exactly one", async () => {
  await using(async (db) => {
    const other = await openAgain(db);
    const ids = Array.from({ length: 60 }, (_, index) => `job_${String(index).padStart(2, "0")}`);
    await Promise.all(ids.map((id) => queue(db, id)));
    const claims = Array.from({ length: 16 }, (_, index) => takeAll(index % 2 === 0 ? db : other, START, 5));
    const taken = (await Promise.all(claims)).flatMap(({ jobs }) => jobs.map((job) => job.id));
    for (const { jobs } of [await takeAll(db, START)]) taken.push(...jobs.map((job) => job.id));
    assert.equal(taken.toSorted(), ids);
    await other.destroy();
  });
});

async function using(work: (db: Awaited<ReturnType<typeof openTestDatabase>>) => Promise<void>): Promise<void> {
  const db = await openTestDatabase();
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}
