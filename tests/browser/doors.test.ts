import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { visit } from "../support/browser.ts";
import { freePort, startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";
import { press } from "./sight.ts";

const test = suite("browser/doors");
const dataDir = mkdtempSync(join(tmpdir(), "satoshop-doors-"));
const onionPort = await freePort();
const onion = `http://${"a".repeat(56)}.onion:${onionPort}`;
const hub = await startHub({ DATA_DIR: dataDir, DEMO: "0", ONION_PORT: String(onionPort), ONION_ORIGIN: onion });
const lan = hub.origin.replace("127.0.0.1", "shop.lan");
test.after(async () => {
  await hub.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a session of the house is none behind Tor, neither at the onion's name nor at its port", async () => {
  const owner = await visit({ origin: hub.adminOrigin.replace("127.0.0.1", "shop.lan") });
  const { page, context } = owner;
  const link = /\S+\/join#\S+/.exec(hub.output())?.[0] ?? "";
  await page.goto(link.replace(hub.adminOrigin, ""));
  await press(page, "/join");
  await page.waitForURL("**/owner");
  const [session] = (await context.cookies()).filter(({ name }) => name === "satoshop_sid");
  assert.is(session?.domain, "shop.lan", "for this host alone");
  assert.is(session?.httpOnly, true);
  assert.is(session?.sameSite, "Lax");

  const tab = await context.newPage();
  assert.is((await tab.goto(`${onion}/account`))?.status(), 401);
  // Cookies know no ports, so this one is sent along.
  const answer = await tab.goto(`${lan.replace(/\d+$/, String(onionPort))}/account`);
  assert.match((await answer?.request().allHeaders())?.["cookie"] ?? "", /satoshop_sid=/);
  assert.is(answer?.ok(), false);
  await context.close();
});
