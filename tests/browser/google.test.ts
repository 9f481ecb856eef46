import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { openMarket } from "../support/browser.ts";
import { startGoogle } from "../support/google.ts";
import { startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";

const test = suite("browser/google");
const dataDir = mkdtempSync(join(tmpdir(), "satoshop-google-"));
const provider = await startGoogle();
const hub = await startHub({
  DATA_DIR: dataDir,
  DEMO: "0",
  GOOGLE_CLIENT_ID: "hub",
  GOOGLE_CLIENT_SECRET: "a secret of the hub and Google",
  GOOGLE_ISSUER: provider.issuer,
});
test.after(async () => {
  await hub.stop();
  await provider.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a browser goes to Google and back by itself, past the policy that keeps forms at home", async () => {
  const { browser } = await openMarket();
  const context = await browser.newContext({ baseURL: hub.adminOrigin.replace("127.0.0.1", "localhost") });
  const page = await context.newPage();
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  const [code = ""] = /(?<=join#)\S+/.exec(hub.output()) ?? [];
  await page.goto(`/join#${code}`);
  await page.locator("form[data-join] button").click();
  await page.waitForURL("**/owner");
  provider.claims["sub"] = "owner";
  provider.claims["email"] = "mina@example.org";
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: "Connect Google" }).click();
  await page.waitForURL("**/account?said=key-added");
  await page.getByText("mina@example.org").waitFor();
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.goto("/sign-in?wanted=/owner/orders");
  await page.getByRole("button", { name: "Sign in with Google" }).click();
  await page.waitForURL("**/owner/orders");
  assert.equal(violations, []);
  await context.close();
});
