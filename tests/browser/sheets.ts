import type { Page } from "playwright-core";
import { visit } from "../support/browser.ts";
import type { Look, Visitor } from "../support/browser.ts";
import { press } from "./sight.ts";

export const PIN = "527391";

/** Chooses a PIN and makes a sheet on the page in front of one; ends at the sheet. */
export async function makeSheet(page: Page, pin = PIN): Promise<void> {
  await page.locator("[name=pin]").fill(pin);
  await page.locator("[name=again]").fill(pin);
  await press(page, "/account/sheet");
  await page.locator(".sheet").waitFor();
}

/** The link in the sheet's code, made from what is printed beside it; the id in it is only a number. */
export async function linkOn(page: Page): Promise<string> {
  const groups = await page.locator(".sheet-groups span").allTextContents();
  return `/recover#bks_1.${groups.join("")}`;
}

/** Somebody who has nothing left but a sheet and its PIN, once they are back. */
export async function redeemSheet(look: Look, link: string): Promise<Visitor> {
  const back = await visit(look);
  await back.page.goto(link);
  await back.page.locator("[name=pin]").fill(PIN);
  await press(back.page, "/recover");
  await back.page.waitForURL("**/account/recover");
  return back;
}
