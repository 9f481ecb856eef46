import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { until } from "../../scripts/regtest/stack/until.ts";
import { fakeSystemdNotify } from "../support/fake-systemd-notify.ts";
import { startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";

const test = suite("processes/under-systemd");

const notify = fakeSystemdNotify();
const hub = await startHub({
  DATA_DIR: mkdtempSync(join(tmpdir(), "satoshop-systemd-")),
  DEMO: "0",
  GREETING: "0",
  NOTIFY_SOCKET: "/run/nobody",
  WATCHDOG_USEC: "300000",
  PATH: `${notify.folder}:${process.env["PATH"]}`,
});

/** What systemd was told, without for which process. */
function told(): string[] {
  return notify.heard().map((words) => words.replace(/^--pid=\d+[|]/, ""));
}

test("systemd hears of a new database, of open doors, of life and of the end, in this order", async () => {
  await until("two signs of life", 20_000, async () => (told().length >= 4 ? true : undefined));
  assert.is(await hub.stop(), 0);
  const [first, second, ...others] = told();
  assert.match(first ?? "", /^EXTEND_TIMEOUT_USEC=\d+[|]STATUS=/);
  assert.is(second, `READY=1|STATUS=Open at ${hub.origin}`);
  const last = others.pop();
  assert.equal(new Set(others), new Set(["WATCHDOG=1"]));
  assert.match(last ?? "", /^STOPPING=1[|]/);
});

test("what a journal keeps has no link that lets its reader in as the owner", () => {
  assert.match(hub.output(), "`satoshop login-link` makes the link");
  assert.not.match(hub.output(), "/join#");
});
