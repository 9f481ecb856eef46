import type { Page } from "playwright-core";
import { PRESS } from "./buyer.ts";
import { freshAddress } from "./letters.ts";
import { keepOrder } from "./members.ts";
import { newSeller } from "./people.ts";
import { newestPhoneLink } from "./phones.ts";
import { letProofAge } from "./proofs.ts";
import { makeSheet } from "./sheets.ts";
import { at, press, refusedAt } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** A person's own pages: with little on them, with all there can be, after a loss, and when it is over. */
export function accountSights(): Sight[] {
  return [...keysAndAddresses(), ...sheetsAndPhones(), ...afterLoss(), ...endOfAccount()];
}

function keysAndAddresses(): Sight[] {
  return [
    at("neighbour", "sign-in-at-localhost", "/sign-in"),
    at("member", "account-of-a-member", "/account"),
    at("member", "account-said", "/account?said=key-added"),
    at("member", "account-confirm-all-ways", "/account/confirm?wanted=/account/keys/new"),
    { role: "member", name: "account-confirm-first", go: comeLate },
    { role: "member", name: "account-confirm-wallet", go: (page) => askWallet(page, "/account/confirm") },
    { role: "member", name: "account-confirm-code", go: confirmByMail },
    at("member", "account-new-key-at-localhost", "/account/keys/new"),
    { role: "member", name: "account-new-wallet", go: (page) => askWallet(page, "/account/keys") },
    { role: "member", name: "account-key", go: openKey },
    at("member", "account-addresses-of-a-member", "/account/addresses"),
    { role: "member", name: "account-address-code", go: addAddress },
    { role: "member", name: "account-address-wrong-code", go: mistypeAddressCode },
    at("member", "account-orders-of-a-member", "/account/orders"),
  ];
}

function sheetsAndPhones(): Sight[] {
  return [
    at("seller", "sheet-new", "/account/sheet"),
    refusedAt("seller", "sheet-refused", "/account/sheet", "form[action='/account/sheet']"),
    at("member", "sheet-again", "/account/sheet"),
    { role: "member", name: "sheet", go: makeSheetAgain },
    at("member", "phone-screen", "/account/phone"),
    { role: "member", name: "phone-screen-code", go: showPhoneCode },
    { role: "passer-by", name: "phone-whose", go: scanPhoneCode },
    refusedAt("passer-by", "phone-refused", "/phone", "form[action='/phone']"),
  ];
}

function afterLoss(): Sight[] {
  return [
    at("lost", "recovery", "/account/recover"),
    at("lost", "recovery-only", "/account", 403),
    at("lost", "recovery-new-key", "/account/keys/new"),
    at("lost", "recovery-addresses", "/account/addresses"),
    at("lost", "recovery-sheet", "/account/sheet"),
    at("recovering", "recovery-done", "/account/recover?said=key-added"),
    at("held", "account-held", "/account"),
  ];
}

function endOfAccount(): Sight[] {
  return [
    at("member", "erase", "/account/erase"),
    refusedAt("member", "erase-unsure", "/account/erase", "form[action='/account/erase']"),
    at("last-one", "erase-held", "/account/erase"),
    at("owner", "erase-owner", "/account/erase"),
    { role: "passer-by", name: "erased", go: eraseSomebody },
  ];
}

/** What asks for a fresh proof, opened an hour after the last one. */
async function comeLate(page: Page): Promise<void> {
  await letProofAge(page);
  await page.goto("/account/keys/new");
}

async function askWallet(page: Page, base: string): Promise<void> {
  await page.goto(base === "/account/keys" ? "/account/keys/new" : base);
  await press(page, `${base}/wallet`);
  await page.locator("#wallet .qr").waitFor();
}

async function confirmByMail(page: Page): Promise<void> {
  await page.goto("/account/confirm");
  await press(page, "/account/confirm/mail");
  await page.waitForURL("**/account/confirm/code");
}

async function openKey(page: Page): Promise<void> {
  await page.goto("/account");
  await page.locator("a[href^='/account/keys/crd_']").first().click();
  await page.waitForURL("**/account/keys/*");
}

async function addAddress(page: Page): Promise<void> {
  await page.goto("/account/addresses");
  await page.locator("form[action='/account/addresses'] input[name=address]").fill(freshAddress());
  await press(page, "/account/addresses");
  await page.waitForURL("**/account/addresses/code");
}

async function mistypeAddressCode(page: Page): Promise<void> {
  await addAddress(page);
  await page.locator("input[name=code]").fill("0000-0000");
  await press(page, "/account/addresses/code");
  await page.locator(".error-summary").waitFor();
}

async function makeSheetAgain(page: Page): Promise<void> {
  await page.goto("/account/sheet");
  await makeSheet(page);
}

async function showPhoneCode(page: Page): Promise<void> {
  await page.goto("/account/phone");
  await press(page, "/account/phone");
  await page.locator("#phone-link .qr").waitFor();
}

/** The question whose account a code opens, on a phone that has scanned the screen of somebody new. */
async function scanPhoneCode(page: Page): Promise<void> {
  const screen = await newSeller(PRESS);
  await showPhoneCode(screen.page);
  await page.goto(await newestPhoneLink());
  await page.locator("form[action='/phone/enter']").waitFor();
  await screen.leave();
}

/** A buyer with an account for one moment. */
async function eraseSomebody(page: Page): Promise<void> {
  await keepOrder(page);
  await page.goto("/account/erase");
  await page.locator("input[name=sure]").check();
  await press(page, "/account/erase");
  await page.locator("form[action='/account/erase']").waitFor({ state: "detached" });
}
