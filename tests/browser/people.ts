import type { Page } from "playwright-core";
import type { Locale } from "../../ui/i18n/choose.ts";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { openMarket, visit } from "../support/browser.ts";
import type { Cookies, Look, Visitor } from "../support/browser.ts";

let ownersCookies: Promise<Cookies> | undefined;

/** The owner's cookies, got with the link that the hub printed. The link works once, so everybody shares them. */
export function ownerCookies(): Promise<Cookies> {
  ownersCookies ??= signInOwner();
  return ownersCookies;
}

async function signInOwner(): Promise<Cookies> {
  const { hub } = await openMarket();
  const link = /\S+\/join#\S+/.exec(hub.output())?.[0];
  if (link === undefined) throw new Error(`the hub printed no link for its owner:\n${hub.output()}`);
  const owner = await visit({ origin: hub.adminOrigin });
  await openDoor(owner.page, link, "en");
  await owner.page.waitForURL("**/owner");
  const cookies = await owner.context.storageState();
  await owner.leave();
  return cookies;
}

/** Follows a one-time link and presses the button behind it. */
async function openDoor(page: Page, link: string, locale: Locale, name = ""): Promise<void> {
  const t = translatorFor(locale);
  await page.goto(link);
  const code = page.getByLabel(t("desk.join.code"), { exact: true });
  // Without scripts nobody takes the code out of the address.
  if ((await code.inputValue()) === "") await code.fill(link.slice(link.indexOf("#") + 1));
  await page.getByLabel(t("desk.join.name")).fill(name);
  await page.getByRole("button", { name: t("desk.join.action"), exact: true }).click();
}

/** The link for a new seller of a stall, made by the owner on the owner's pages. */
async function inviteSeller(stall: string): Promise<string> {
  const t = translatorFor("en");
  const { hub } = await openMarket();
  const owner = await visit({ cookies: await ownerCookies(), origin: hub.adminOrigin });
  await owner.page.goto("/owner");
  await owner.page.getByRole("link", { name: t("owner.tab.stalls"), exact: true }).click();
  await owner.page.getByRole("row", { name: stall }).getByRole("button").click();
  const link = await owner.page.getByLabel(t("owner.people.invite.made"), { exact: true }).inputValue();
  await owner.leave();
  return link;
}

/** Somebody whom the owner has invited to sell at a stall, sitting at the desk. */
export async function newSeller(stall: string, look: Look = {}, name = "Mina"): Promise<Visitor> {
  const { hub } = await openMarket();
  const link = await inviteSeller(stall);
  const seller = await visit(look);
  await openDoor(seller.page, link.replace(hub.origin, look.origin ?? hub.origin), look.locale ?? "en", name);
  await seller.page.waitForURL("**/desk");
  return seller;
}
