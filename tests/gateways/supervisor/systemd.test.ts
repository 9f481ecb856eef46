import * as assert from "uvu/assert";
import { systemdSupervisor } from "../../../app/gateways/supervisor/systemd.ts";
import { fakeSystemdNotify } from "../../support/fake-systemd-notify.ts";
import { suite } from "../../support/suite.ts";

const test = suite("gateways/supervisor/systemd");

const notify = fakeSystemdNotify();
const troubles: string[] = [];
const world = { watchdogMs: 60_000, onTrouble: ({ message }: Error) => void troubles.push(message) };
const systemd = systemdSupervisor({ ...world, environment: { NOTIFY_SOCKET: "/run/nobody", PATH: notify.folder } });

test("systemd hears how the hub is, in the words of sd_notify(3), for the hub's own process", async () => {
  await systemd.extend(1_800_000);
  await systemd.ready("Open at http://shop.lan:3000");
  await systemd.alive();
  await systemd.stopping();
  const ours = `--pid=${process.pid}`;
  assert.equal(notify.heard(), [
    `${ours}|EXTEND_TIMEOUT_USEC=1800000000|STATUS=Bringing the database up to date`,
    `${ours}|READY=1|STATUS=Open at http://shop.lan:3000`,
    `${ours}|WATCHDOG=1`,
    `${ours}|STOPPING=1|STATUS=Letting requests and jobs finish`,
  ]);
  assert.equal(troubles, []);
});

test("of the time after which systemd gives the hub up, a third goes by between two signs of life", () => {
  assert.is(systemd.aliveEveryMs, 20_000);
});

test("systemd that cannot be told anything is trouble for the log, and not for the hub", async () => {
  await systemdSupervisor({ ...world, environment: { NOTIFY_SOCKET: "/run/nobody", PATH: "/nowhere" } }).ready("Open");
  assert.match(troubles.join(), "systemd-notify");
});
