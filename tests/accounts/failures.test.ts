import * as assert from "uvu/assert";
import { Failures } from "../../app/accounts/failures.ts";
import { recordCountedFailures, recordFailure } from "../../app/accounts/record-failure.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { visit } from "../support/visit.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("accounts/failures");

async function openWorld() {
  const db = await openTestDatabase();
  const deps = { db, clock: testClock(1_790_000_040_000n), random: testRandom(43), failures: new Failures() };
  const rows = async () => {
    const events = await db.selectFrom("event").select(["door", "body"]).orderBy("seq").execute();
    return events.map(({ door, body }) => {
      const { by, count }: { by: string; count: string } = JSON.parse(body);
      return [door, by, count];
    });
  };
  const tryIt = async (times: number) => {
    for (let each = 0; each < times; each += 1) await recordFailure(deps, visit, "code");
  };
  return { db, deps, rows, tryIt };
}

test("a thousand tries in a minute are one row, and none of them is lost", async () => {
  const { db, deps, rows, tryIt } = await openWorld();
  await tryIt(1_000);
  assert.equal(await rows(), [["lan", "code", "1"]]);
  await recordCountedFailures(deps);
  assert.is((await rows()).length, 1, "the minute is not over");
  deps.clock.advance(MINUTE_MS);
  await recordCountedFailures(deps);
  await recordCountedFailures(deps);
  assert.equal((await rows()).slice(1), [["lan", "code", "999"]]);
  await tryIt(5);
  assert.is((await rows()).length, 2, "this minute has its row");
  deps.clock.advance(MINUTE_MS);
  await tryIt(1);
  assert.equal((await rows()).slice(2), [["lan", "code", "6"]]);
  await db.destroy();
});

test("each door and each kind of try has a row of its own", async () => {
  const { db, deps, rows } = await openWorld();
  await recordFailure(deps, visit, "code");
  await recordFailure(deps, visit, "link");
  await recordFailure(deps, { ...visit, door: "onion" }, "code");
  assert.equal(await rows(), [
    ["lan", "code", "1"],
    ["lan", "link", "1"],
    ["onion", "code", "1"],
  ]);
  await db.destroy();
});

test("quiet minutes write nothing", async () => {
  const { db, deps, rows, tryIt } = await openWorld();
  await tryIt(1);
  for (let minute = 0; minute < 5; minute += 1) {
    deps.clock.advance(MINUTE_MS);
    await recordCountedFailures(deps);
  }
  assert.is((await rows()).length, 1);
  await tryIt(1);
  assert.equal((await rows()).slice(1), [["lan", "code", "1"]]);
  await db.destroy();
});
