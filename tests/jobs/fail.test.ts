import * as assert from "uvu/assert";
import { unixMs } from "../../app/domain/time.ts";
import { claim } from "../../app/jobs/claim.ts";
import { fail } from "../../app/jobs/fail.ts";
import { release } from "../../app/jobs/release.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testRandom } from "../support/world.ts";
import { LEASE_MS, START, jobRow, queue, takeAll } from "./queue.ts";

const test = suite("jobs/fail");
const db = await openTestDatabase();
test.after(() => db.destroy());

const failure = { error: new TypeError("no answer"), now: START, random: testRandom() };

test("a failed job waits, says why, and is tried again", async () => {
  await queue(db, "job_retry");
  const held = await take("job_retry");
  assert.is(await fail(db, held, failure), "ready");
  const row = await jobRow(db, "job_retry");
  assert.equal(
    [row.state, row.last_error, row.lease_until_ms, row.attempts],
    ["ready", "TypeError: no answer", null, 1n],
  );
  assert.ok(row.run_at_ms >= START && row.run_at_ms <= START + 1_000n, "the first wait is at most a second");
  const again = await take("job_retry", START + 1_000n);
  assert.is(again.attempt, 2n);
});

test("a job that failed for the last time is dead and is not tried again", async () => {
  await queue(db, "job_last", { maxAttempts: 1n });
  assert.is(await fail(db, await take("job_last"), failure), "dead");
  assert.is((await jobRow(db, "job_last")).state, "dead");
  assert.equal(
    (await takeAll(db, unixMs(START + 10_000_000n))).jobs.filter((job) => job.id === "job_last"),
    [],
  );
});

test("a job asked for again while its last attempt failed starts over with all its attempts", async () => {
  await queue(db, "job_over", { maxAttempts: 1n, dedupeKey: "over" });
  const held = await take("job_over");
  await queue(db, "job_over_2", { dedupeKey: "over" });
  assert.is(await fail(db, held, failure), "ready");
  const row = await jobRow(db, "job_over");
  assert.equal([row.state, row.attempts, row.again_at_ms], ["ready", 0n, null]);
});

test("who lost the lease cannot fail the job any more", async () => {
  await queue(db, "job_lost");
  const held = await take("job_lost");
  const heir = await take("job_lost", START + LEASE_MS);
  assert.is(await fail(db, held, failure), "lost");
  assert.is((await jobRow(db, "job_lost")).fencing, heir.fencing);
  assert.is((await jobRow(db, "job_lost")).state, "running");
});

test("a long error is kept short", async () => {
  await queue(db, "job_long");
  await fail(db, await take("job_long"), { ...failure, error: new Error("x".repeat(10_000)) });
  assert.is((await jobRow(db, "job_long")).last_error?.length, 500);
});

test("a job given back can be taken at once, and the interrupted attempt does not count", async () => {
  await queue(db, "job_back");
  const held = await take("job_back");
  assert.is(await release(db, held, START), true);
  assert.is(await release(db, held, START), false);
  const heir = await take("job_back");
  assert.is(heir.attempt, 1n);
  assert.ok(heir.fencing > held.fencing);
});

async function take(id: string, nowMs: bigint = START) {
  const { jobs } = await claim(db, { owner: "test", limit: 100, now: unixMs(nowMs), leaseMs: LEASE_MS });
  const found = jobs.find((job) => job.id === id);
  if (found === undefined) throw new Error(`${id} was not due`);
  return found;
}
