import type { Page } from "playwright-core";
import { openMarket, visit } from "../support/browser.ts";
import type { Visitor } from "../support/browser.ts";
import { Wallet } from "../support/wallet.ts";
import { plugIn } from "./authenticator.ts";
import { HONEY, ORCHARD, PRESS, SAMPLES } from "./buyer.ts";
import { askToKeep, freshAddress, letterTo } from "./letters.ts";
import { inState, pay, placeOrder } from "./orders.ts";
import { newSeller } from "./people.ts";
import { linkOn, makeSheet, redeemSheet } from "./sheets.ts";
import { press } from "./sight.ts";
import { TAKEN, linkChat } from "./telegram-sights.ts";

/** The hub under the one name of this machine for which browsers make passkeys. */
export async function localOrigin(): Promise<string> {
  const { hub } = await openMarket();
  return hub.origin.replace("127.0.0.1", "localhost");
}

/** A buyer who has kept two orders and set every way in that there is. */
export async function newMember(): Promise<Visitor> {
  const member = await visit({ origin: await localOrigin() });
  const { page, context } = member;
  await keepOrder(page);
  await plugIn(context, page);
  await page.goto("/account/keys/new");
  await page.locator("[data-passkey] button").first().click();
  await page.waitForURL("**/account?said=key-added");
  await connectWallet(page, new Wallet("a member's"));
  await page.goto("/account/sheet");
  await makeSheet(page);
  await linkChat(page, { id: 450, username: "member" });
  return member;
}

/** Buys something and keeps it in a new account, which this browser is then signed in to. */
export async function keepOrder(page: Page): Promise<void> {
  const order = await placeOrder(SAMPLES);
  await pay(order.bolt11);
  await inState(order, "paid");
  const address = freshAddress();
  await askToKeep(page, order.path, address);
  await page.locator("input[name=code]").fill((await letterTo(address)).code);
  await press(page, "/sign-in/mail/code");
  await page.waitForURL("**/account");
}

/** Adds a wallet on the account's pages, which its owner has beside the screen. */
async function connectWallet(page: Page, wallet: Wallet): Promise<void> {
  await page.goto("/account/keys/new");
  await press(page, "/account/keys/wallet");
  await answerWith(wallet, page);
  await page.waitForURL("**?said=key-added");
}

/** What the wallet on the table does once its owner has agreed. */
export async function answerWith(wallet: Wallet, page: Page): Promise<void> {
  const href = await page.locator("a[href^='lightning:']").getAttribute("href");
  await fetch(wallet.answerTo((href ?? "").replace("lightning:", "")));
}

/** The only seller of a stall where an order is open. */
export async function newLastOne(): Promise<Visitor> {
  await placeOrder(HONEY);
  return newSeller(ORCHARD);
}

/** Somebody who has just come in by a backup sheet. */
export async function newLost(): Promise<Visitor> {
  const { page, leave } = await newSeller(PRESS);
  await page.goto("/account/sheet");
  await makeSheet(page);
  const link = await linkOn(page);
  await leave();
  return redeemSheet({}, link);
}

/** Somebody who came in by a backup sheet, made a new one and has a new way in. */
export async function newRecovering(): Promise<Visitor> {
  const back = await newLost();
  const { page } = back;
  await makeSheet(page, "903174");
  await connectWallet(page, new Wallet("a new one"));
  await linkChat(page, TAKEN);
  return back;
}

/** Somebody who is back by a new way in, while no money of theirs may leave. */
export async function newHeld(): Promise<Visitor> {
  const wallet = new Wallet("another new one");
  const back = await newLost();
  const { page } = back;
  await makeSheet(page, "903174");
  await connectWallet(page, wallet);
  await press(page, "/sign-out");
  await page.goto("/sign-in");
  await press(page, "/sign-in/wallet");
  await answerWith(wallet, page);
  await page.waitForURL("**/desk");
  return back;
}
