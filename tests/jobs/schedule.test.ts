import * as assert from "uvu/assert";
import { startSchedule } from "../../app/jobs/schedule.ts";
import type { Sweep } from "../../app/jobs/schedule.ts";
import { processorMs } from "../support/processor-time.ts";
import { suite } from "../support/suite.ts";
import { testClock } from "../support/world.ts";

const test = suite("jobs/schedule");

/** The minute before 2026-09-21T13:07Z. */
const START_MS = Date.UTC(2026, 8, 21, 13, 6);
const MINUTE_MS = 60_000n;

test("a sweep is woken at each of its minutes", async () => {
  const { nextMinute, stop, runs } = begin({ every: "* * * * *", seventh: "7 * * * *", night: "0 3 * * *" });
  for (const expected of [
    { every: 1, seventh: 1, night: 0 },
    { every: 2, seventh: 1, night: 0 },
  ]) {
    await nextMinute();
    assert.equal(runs(), expected);
  }
  await stop();
});

test("a sweep that throws is logged and comes again at its time", async () => {
  const { nextMinute, stop, runs, problems } = begin({ broken: "* * * * *", every: "* * * * *" }, () => {
    throw new Error("swept under the rug");
  });
  await nextMinute();
  await nextMinute();
  await stop();
  assert.equal(runs(), { broken: 2, every: 2 });
  assert.equal(problems, ["broken: swept under the rug", "broken: swept under the rug"]);
});

test("a sweep still running is not started again, and stopping waits for it", async () => {
  const mayEnd = Promise.withResolvers<void>();
  const { nextMinute, stop, runs } = begin({ broken: "* * * * *", every: "* * * * *" }, () => mayEnd.promise);
  await nextMinute();
  await nextMinute();
  assert.equal(runs(), { broken: 1, every: 2 });
  let isStopped = false;
  const stopped = stop().then(() => (isStopped = true));
  await new Promise((resolve) => setImmediate(resolve));
  assert.is(isStopped, false);
  mayEnd.resolve();
  await stopped;
});

test("after the clock was set forward by years each sweep is woken once, at once", async () => {
  const { clock, nextMinute, stop, runs } = begin({ every: "* * * * *" });
  clock.advance(56n * 365n * 24n * 60n * MINUTE_MS);
  assert.ok((await processorMs(nextMinute)) < 1_000);
  assert.equal(runs(), { every: 1 });
  await stop();
});

test("after the clock was set back the sweeps go on", async () => {
  const { clock, nextMinute, stop, runs } = begin({ every: "* * * * *" });
  await nextMinute();
  clock.advance(-365n * 24n * 60n * MINUTE_MS);
  await nextMinute();
  assert.equal(runs(), { every: 2 });
  await stop();
});

test("whoever asks is told when it was looked last, on a clock that nobody sets", async () => {
  const { clock, nextMinute, stop, lookedAtMs } = begin({ every: "* * * * *" });
  clock.advance(365n * 24n * 60n * MINUTE_MS);
  const beforeMs = performance.now();
  await nextMinute();
  assert.ok(lookedAtMs() >= beforeMs && lookedAtMs() <= performance.now());
  await stop();
});

test("a pattern that makes no sense is refused at the start", () => {
  assert.throws(() => begin({ wrong: "61 * * * *" }));
  assert.throws(() => begin({ wrong: "hourly, please" }));
});

/** Sweeps that count their runs; the one called `broken` does what `breaking` says as well. */
function begin(crons: Record<string, string>, breaking: () => Promise<void> | void = () => undefined) {
  const clock = testClock(BigInt(START_MS));
  const counts = Object.fromEntries(Object.keys(crons).map((name) => [name, 0]));
  const problems: string[] = [];
  let woken = Promise.withResolvers<void>();
  const sweeps = Object.entries({ ...crons, watch: "* * * * *" }).map(([name, cron]): Sweep => ({
    name,
    cron,
    run: async () => {
      if (name === "watch") return woken.resolve();
      counts[name] = (counts[name] ?? 0) + 1;
      if (name === "broken") await breaking();
    },
  }));
  const note = (details: unknown) => void problems.push(describe(details));
  const schedule = startSchedule(sweeps, clock, { warn: note, error: note }, 1);
  return {
    clock,
    problems,
    runs: () => counts,
    stop: () => schedule.stop(),
    lookedAtMs: () => schedule.lookedAtMs(),
    nextMinute: async () => {
      woken = Promise.withResolvers<void>();
      clock.advance(MINUTE_MS);
      await woken.promise;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function describe(details: unknown): string {
  const { sweep, err } = details as { sweep: string; err: Error };
  return `${sweep}: ${err.message}`;
}
