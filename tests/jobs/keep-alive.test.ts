import * as assert from "uvu/assert";
import { openDatabase } from "../../app/db/open.ts";
import { systemdSupervisor } from "../../app/gateways/supervisor/systemd.ts";
import { keepAlive } from "../../app/jobs/keep-alive.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { hubFolder } from "../scripts/terminal.ts";
import { fakeSystemdNotify } from "../support/fake-systemd-notify.ts";
import { suite } from "../support/suite.ts";
import { testClock } from "../support/world.ts";

const test = suite("jobs/keep-alive");

const db = await openDatabase(await hubFolder(), undefined);
test.after(() => db.destroy());

const WATCHDOG_MS = 60;

/** What systemd hears of a hub whose schedule looked as the test says. */
function watched(lookedAtMs: () => number) {
  const { folder, heard } = fakeSystemdNotify();
  const [stop, errors] = [new AbortController(), new Array<object>()];
  const environment = { NOTIFY_SOCKET: "/run/nobody", PATH: folder };
  const onTrouble = (error: Error) => void errors.push(error);
  const supervisor = systemdSupervisor({ environment, watchdogMs: WATCHDOG_MS, onTrouble });
  const log = { warn: () => undefined, error: (what: object) => void errors.push(what) };
  const done = keepAlive({ db, clock: testClock(), lookedAtMs, supervisor, log }, stop.signal);
  return {
    alive: () => heard().filter((words) => words.endsWith("|WATCHDOG=1")).length,
    errors,
    stop: async () => {
      stop.abort();
      await done;
    },
  };
}

test("systemd hears again and again that the hub is alive, until it stops", async () => {
  const { alive, errors, stop } = watched(() => performance.now());
  await until("three signs of life", 10_000, async () => (alive() >= 3 ? true : undefined));
  await stop();
  assert.equal(errors, []);
});

test("systemd hears nothing while the event loop is blocked", async () => {
  const { alive, stop } = watched(() => performance.now());
  await until("a sign of life", 10_000, async () => (alive() >= 1 ? true : undefined));
  const before = alive();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 * WATCHDOG_MS);
  // One may have been on its way when the loop stopped.
  assert.ok(alive() <= before + 1, `${alive() - before} signs of life from a process that could do nothing`);
  await stop();
});

test("systemd hears nothing of a hub that hangs, and the log says in what", async () => {
  const { alive, errors, stop } = watched(() => performance.now() - 3_600_000);
  await until("two looks", 10_000, async () => (errors.length >= 2 ? true : undefined));
  await stop();
  assert.is(alive(), 0);
  assert.equal(errors[0], { hanging: "the schedule stands still" });
});
