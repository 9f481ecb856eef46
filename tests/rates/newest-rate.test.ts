import * as assert from "uvu/assert";
import { HOUR_MS, MINUTE_MS } from "../../app/domain/time.ts";
import type { UnixMs } from "../../app/domain/time.ts";
import { sandboxRates } from "../../app/gateways/rates/sandbox.ts";
import { currentRates } from "../../app/rates/current-rates.ts";
import { fixRate } from "../../app/rates/fix-rate.ts";
import { newestRate } from "../../app/rates/newest-rate.ts";
import { observeRates } from "../../app/rates/observe-rates.ts";
import { releaseRate } from "../../app/rates/release-rate.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("rates/newest-rate");
const random = testRandom();

async function observedWorld() {
  const db = await openTestDatabase();
  const clock = testClock();
  await observeRates(db, [sandboxRates()], ["KRW", "USD"], clock(), 1);
  return { db, clock };
}

test("a rate is fresh for ten minutes, stale up to an hour, and then none at all", async () => {
  const { db, clock } = await observedWorld();
  const seen: (string | undefined)[] = [];
  for (const step of [0n, 10n * MINUTE_MS, 1n, 50n * MINUTE_MS - 1n, 1n]) {
    clock.advance(step);
    seen.push((await newestRate(db, "KRW", clock()))?.freshness);
    assert.is((await currentRates(db, clock())).get("KRW")?.freshness, seen.at(-1));
  }
  assert.equal(seen, ["fresh", "fresh", "stale", "stale", undefined]);
  await db.destroy();
});

test("an observation from the future, left by a clock that ran ahead, is not used", async () => {
  const { db, clock } = await observedWorld();
  const past = (clock() - HOUR_MS) as UnixMs;
  assert.is(await newestRate(db, "KRW", past), undefined);
  assert.is((await currentRates(db, past)).size, 0);
  await db.destroy();
});

test("prices in sats need no rate and currencies nobody observed have none", async () => {
  const { db, clock } = await observedWorld();
  assert.is(await newestRate(db, "SAT", clock()), undefined);
  assert.is(await newestRate(db, "CHF", clock()), undefined);
  await db.destroy();
});

test("the owner's fixed rate goes before the observed one at any age, until it is released", async () => {
  const { db, clock } = await observedWorld();
  const fixed = await fixRate(db, "USD", "120000.50", clock(), random);
  assert.equal(fixed, {
    currency: "USD",
    minorPerBtc: 12_000_050n,
    source: "fixed by the owner",
    atMs: clock(),
    freshness: "fixed",
  });
  clock.advance(5n * MINUTE_MS);
  assert.equal(await newestRate(db, "USD", clock()), fixed);
  assert.equal((await currentRates(db, clock())).get("USD"), fixed);
  assert.is((await newestRate(db, "KRW", clock()))?.freshness, "fresh");
  assert.is(await releaseRate(db, "USD", clock(), random), true);
  assert.is((await newestRate(db, "USD", clock()))?.minorPerBtc, 11_000_000n);
  assert.is(await releaseRate(db, "USD", clock(), random), false);
  await db.destroy();
});

test("fixing and releasing a rate are remembered as events, in order", async () => {
  const { db, clock } = await observedWorld();
  await fixRate(db, "KRW", "1", clock(), random);
  await fixRate(db, "KRW", "2", clock(), random);
  await releaseRate(db, "KRW", clock(), random);
  const events = await db
    .selectFrom("event")
    .select(["type", "body"])
    .where("stream", "=", "rates")
    .orderBy("seq")
    .execute();
  assert.equal(events, [
    { type: "rate.fixed", body: `{"currency":"KRW","minorPerBtc":"1"}` },
    { type: "rate.fixed", body: `{"currency":"KRW","minorPerBtc":"2"}` },
    { type: "rate.released", body: `{"currency":"KRW"}` },
  ]);
  await db.destroy();
});

test("a rate that is no price of its currency is refused with the field at fault", async () => {
  const { db, clock } = await observedWorld();
  const cases = [
    ["SAT", "1", "/currency"],
    ["???", "1", "/currency"],
    ["KRW", "1.5", "/amount"],
    ["KRW", "0", "/amount"],
    ["USD", "-1", "/amount"],
    ["USD", "1e9", "/amount"],
  ] as const;
  for (const [currency, amount, pointer] of cases) {
    assert.equal(await fixRate(db, currency, amount, clock(), random), {
      kind: "refused",
      reason: "invalid-input",
      pointer,
    });
  }
  assert.is((await currentRates(db, clock())).get("KRW")?.freshness, "fresh");
  await db.destroy();
});
