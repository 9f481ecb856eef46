import type { Page } from "playwright-core";
import { until } from "../../scripts/regtest/stack/until.ts";
import type { BotMessage, Somebody } from "../support/bot-api.ts";
import { openMarket, visit } from "../support/browser.ts";
import type { Cookies } from "../support/browser.ts";
import { forgetQuestions, letRequestEnd, proveAnew } from "./proofs.ts";
import { at, press } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** Telegram as a way in. `held` has a chat of their own, and a browser in which it can be linked anew. */
export function telegramSights(held: Cookies): Sight[] {
  return [...linking(), ...comingIn(held)];
}

function linking(): Sight[] {
  return [
    at("seller", "telegram-none", "/account/telegram"),
    { role: "seller", name: "telegram-code", go: askForCode },
    { role: "seller", name: "telegram-code-over", go: letCodeEnd },
    { role: "seller", name: "telegram-taken", go: opened(linkTakenChat) },
    { role: "member", name: "telegram-done", go: opened((page) => linkChat(page, somebody())) },
    at("member", "telegram-linked", "/account/telegram"),
    at("lost", "recovery-telegram", "/account/telegram"),
  ];
}

function comingIn(held: Cookies): Sight[] {
  return [
    { role: "passer-by", name: "sign-in-telegram", go: askToEnter },
    { role: "passer-by", name: "sign-in-telegram-asked", go: opened((page) => beAsked(page, held)) },
    { role: "passer-by", name: "sign-in-telegram-over", go: (page) => sayNo(page, held) },
    { role: "member", name: "account-confirm-telegram", go: confirmByChat },
  ];
}

const PATIENCE_MS = 8_000;

/** Whose chat is linked to another's account all the time. */
export const TAKEN: Somebody = { id: 400, username: "taken" };

/** A page as it is for who opens it now: that it has just changed by itself would count as something that moved. */
function opened(go: Sight["go"]): Sight["go"] {
  return async (page) => {
    await go(page);
    await page.reload();
  };
}

let people = 500;

/** Somebody at Telegram whom the bot does not know: it listens to each chat for a while only. */
function somebody(): Somebody {
  people += 1;
  return { id: people, username: `mina${people}` };
}

async function codeOn(page: Page): Promise<string> {
  return page.locator("#chat-code").inputValue();
}

async function askForCode(page: Page): Promise<void> {
  await page.goto("/account/telegram");
  await press(page, "/account/telegram");
  await page.locator("#chat-code").waitFor();
}

async function letCodeEnd(page: Page): Promise<void> {
  await askForCode(page);
  await letRequestEnd(page);
  // The page notices by itself, and whoever went elsewhere meanwhile would be taken back to it.
  await page.locator("#chat-code").waitFor({ state: "detached" });
  await page.waitForLoadState();
}

/** Links a chat as its owner does, and waits until the page has noticed. */
export async function linkChat(page: Page, who: Somebody): Promise<void> {
  const { bot } = await openMarket();
  await askForCode(page);
  bot.write(who, `/start ${await codeOn(page)}`);
  await page.locator("[data-waiting][data-state=used]").waitFor();
}

/** The bot says no: this chat belongs to somebody else's account. */
async function linkTakenChat(page: Page): Promise<void> {
  const { bot } = await openMarket();
  await askForCode(page);
  bot.write(TAKEN, `/start ${await codeOn(page)}`);
  await page.locator("[data-waiting][data-state=used]").waitFor();
}

async function askToEnter(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await press(page, "/sign-in/telegram");
  await page.locator("#chat-code").waitFor();
}

/** The question that a waiting screen has led to, in a chat that was linked for it. */
async function beAsked(page: Page, cookies: Cookies): Promise<{ who: Somebody; question: BotMessage }> {
  const { bot } = await openMarket();
  const who = somebody();
  const own = await visit({ cookies });
  await proveAnew(own.page);
  await linkChat(own.page, who);
  await own.leave();
  await forgetQuestions();
  await askToEnter(page);
  bot.write(who, `/start ${await codeOn(page)}`);
  await page.locator("[data-waiting][data-state=asked]").waitFor();
  return { who, question: await questionTo(who) };
}

/** What the chat shows with buttons under it. */
async function questionTo(who: Somebody): Promise<BotMessage> {
  const { bot } = await openMarket();
  return until(`${who.id} is asked`, PATIENCE_MS, async () =>
    bot.messages.findLast(({ chat, buttons }) => chat === who.id && buttons.length > 0),
  );
}

async function sayNo(page: Page, cookies: Cookies): Promise<void> {
  const { bot } = await openMarket();
  const { who, question } = await beAsked(page, cookies);
  bot.press(who, question, question.buttons.at(-1)?.label ?? "");
  await page.locator("a[href='/sign-in'].button").waitFor();
}

async function confirmByChat(page: Page): Promise<void> {
  await forgetQuestions();
  await page.goto("/account/confirm");
  await press(page, "/account/confirm/telegram");
  await page.locator("[data-waiting][data-state=asked]").waitFor();
  // As it stands from now on, whether or not the question was quicker than the page that waited for it.
  await page.goto("/account/confirm/telegram");
}
