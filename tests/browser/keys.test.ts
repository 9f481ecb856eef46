import type { BrowserContext, Page } from "playwright-core";
import * as assert from "uvu/assert";
import { openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { Wallet } from "../support/wallet.ts";
import { PRESS } from "./buyer.ts";
import { newSeller } from "./people.ts";

const test = suite("browser/keys");

/** The one name of this machine for which browsers make passkeys. */
async function localhost(): Promise<string> {
  return (await openMarket()).hub.origin.replace("127.0.0.1", "localhost");
}

/** An authenticator inside the browser, which unlocks itself and says yes. */
async function plugIn(context: BrowserContext, page: Page): Promise<{ forgetAll: () => Promise<void> }> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return { forgetAll: async () => void (await devtools.send("WebAuthn.clearCredentials", { authenticatorId })) };
}

test("a passkey is made on the account's page and opens the account afterwards", async () => {
  const { page, context, leave } = await newSeller(PRESS, { origin: await localhost() });
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
  const { page, context, leave } = await visit({ origin: await localhost() });
  const { forgetAll } = await plugIn(context, page);
  await forgetAll();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("No passkey was chosen.").waitFor();
  await leave();
});

test("without scripts there is no button that does nothing, but the reason why", async () => {
  const { page, leave } = await visit({ origin: await localhost(), hasScripts: false });
  await page.goto("/sign-in");
  assert.not(await page.getByRole("button", { name: "Sign in with a passkey" }).isVisible());
  assert.match(await page.locator("main").innerText(), /Passkeys need JavaScript/);
  await leave();
});

/** What the wallet on the table does once its owner has agreed. */
async function answerWith(wallet: Wallet, page: Page): Promise<void> {
  const href = await page.getByRole("link", { name: "Open in wallet" }).getAttribute("href");
  const answer = await fetch(wallet.answerTo((href ?? "").replace("lightning:", "")));
  assert.equal(await answer.json(), { status: "OK" });
}

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
