import * as assert from "uvu/assert";
import { visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { Wallet } from "../support/wallet.ts";
import { plugIn } from "./authenticator.ts";
import { PRESS } from "./buyer.ts";
import { answerWith, localOrigin } from "./members.ts";
import { newSeller } from "./people.ts";

const test = suite("browser/keys");

test("a passkey is made on the account's page and opens the account afterwards", async () => {
  const { page, context, leave } = await newSeller(PRESS, { origin: await localOrigin() });
  await plugIn(context, page);
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: "Create a passkey" }).click();
  await page.waitForURL("**/account?said=key-added");
  await page.getByText("Passkey · only at localhost").waitFor();
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: "Create a passkey" }).click();
  await page.getByText("This device is among your passkeys already.").waitFor();
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.goto("/sign-in?wanted=/desk/products");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL("**/desk/products");
  await leave();
});

test("who has no passkey for this hub is told so, and stays at the other ways in", async () => {
  const { page, context, leave } = await visit({ origin: await localOrigin() });
  const { forgetAll } = await plugIn(context, page);
  await forgetAll();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("No passkey was chosen.").waitFor();
  await leave();
});

test("without scripts there is no button that does nothing, but the reason why", async () => {
  const { page, leave } = await visit({ origin: await localOrigin(), hasScripts: false });
  await page.goto("/sign-in");
  assert.not(await page.getByRole("button", { name: "Sign in with a passkey" }).isVisible());
  assert.match(await page.locator("main").innerText(), /Passkeys need JavaScript/);
  await leave();
});

test("the page that waits for a wallet goes on by itself", async () => {
  const wallet = new Wallet("on the table");
  const { page, leave } = await newSeller(PRESS);
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: "Connect a wallet" }).click();
  await answerWith(wallet, page);
  await page.waitForURL("**/account?said=key-added");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a Lightning wallet" }).click();
  await answerWith(wallet, page);
  await page.waitForURL("**/desk");
  await leave();
});

test("without scripts a press goes on when the wallet has answered", async () => {
  const wallet = new Wallet("beside it");
  const { page, leave } = await newSeller(PRESS, { hasScripts: false, screen: "phone" });
  await page.goto("/account/keys/new");
  await page.getByRole("button", { name: "Connect a wallet" }).click();
  await answerWith(wallet, page);
  // The page looks again every five seconds.
  await page.getByRole("button", { name: "Go on" }).click();
  await page.waitForURL("**/account?said=key-added");
  await leave();
});
