import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { until } from "../../scripts/regtest/stack/until.ts";
import { openMarket } from "../support/browser.ts";
import { readMail } from "../support/read-mail.ts";

/** What a letter offers to come in with. */
export type Letter = { link: string; code: string };

/** An address that nobody has used before: each may ask for ten letters in three minutes. */
export function freshAddress(): string {
  return `${crypto.randomUUID().slice(0, 8)}@example.org`;
}

/** The letter to this address, as soon as the sandbox has put it into its folder. */
export async function letterTo(address: string): Promise<Letter> {
  const { dataDir } = await openMarket();
  const folder = join(dataDir, "mails");
  return until(`a letter to ${address} has come`, 8_000, async () => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")) : [];
    const mails = names.map((name) => readMail(readFileSync(join(folder, name), "utf8")));
    const mail = mails.find(({ headers }) => headers.get("to") === address);
    if (mail === undefined) return undefined;
    const link = /^https?:\S+$/m.exec(mail.text)?.[0] ?? "";
    return { link, code: /^ {4}(\w{4}-\w{4})\s*$/m.exec(mail.text)?.[1] ?? "" };
  });
}

/** Asks on the order's page for an account; the page that follows waits for the letter. */
export async function askToKeep(page: Page, path: string, address: string): Promise<void> {
  await page.goto(path);
  const form = page.locator("form[action$='/keep']");
  await form.getByRole("textbox").fill(address);
  await form.getByRole("button").click();
  await page.waitForURL("**/sign-in/mail/code");
}

/** Asks on the sign-in page, with an address that nobody has. */
export async function askToSignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  const form = page.locator("form[action='/sign-in/mail']");
  await form.getByRole("textbox").fill(freshAddress());
  await form.getByRole("button").click();
  await page.waitForURL("**/sign-in/mail/code");
}
