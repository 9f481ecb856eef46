import * as assert from "uvu/assert";
import { visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { SAMPLES } from "./buyer.ts";
import { askToKeep, freshAddress, letterTo } from "./letters.ts";
import { inState, pay, placeOrder } from "./orders.ts";
import type { Ordered } from "./orders.ts";

const test = suite("browser/mail");

async function bought(): Promise<Ordered> {
  const order = await placeOrder(SAMPLES);
  await pay(order.bolt11);
  await inState(order, "paid");
  return order;
}

test("on a phone without scripts a buyer keeps an order, types the code, and finds the order in the account", async () => {
  const [order, address] = [await bought(), freshAddress()];
  const { page, leave } = await visit({ screen: "phone", hasScripts: false });
  await askToKeep(page, order.path, address);
  const { code } = await letterTo(address);
  await page.getByLabel("Code from the mail").fill(code.toLowerCase().replace("-", " "));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
  await page.getByRole("link", { name: "All orders" }).click();
  await page.locator(`a[href='/account/orders/${order.id}']`).click();
  await page.waitForURL(`**${order.path}`);
  await page.getByText("In your account").waitFor();
  await leave();
});

test("the link fills the form with what is behind its #, takes it out of the address, and waits for a press", async () => {
  const [order, address] = [await bought(), freshAddress()];
  const { page, leave } = await visit();
  await askToKeep(page, order.path, address);
  const { link } = await letterTo(address);
  await page.goto(link);
  await page.waitForURL((url) => url.hash === "");
  assert.is(new URL(page.url()).pathname, "/sign-in/link");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
  await leave();
});

/** Opens the letter's link on a phone, which shows another screen's number and lets that one in. */
async function sayYes(address: string, digits: string) {
  const { link } = await letterTo(address);
  const phone = await visit({ screen: "phone" });
  await phone.page.goto(link);
  await phone.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await phone.page.getByLabel("The number on that screen").fill(digits);
  await phone.page.getByRole("button", { name: "Yes, let it in" }).click();
  return phone;
}

test("the screen that waits goes on by itself after a yes from the phone, which is let in nowhere", async () => {
  const [order, address] = [await bought(), freshAddress()];
  const waiting = await visit();
  await askToKeep(waiting.page, order.path, address);
  const digits = await waiting.page.locator(".digits [aria-hidden]").innerText();
  const phone = await sayYes(address, digits);
  await phone.page.getByText("Your other screen is in").waitFor();
  await waiting.page.waitForURL("**/account");
  await phone.page.goto("/account");
  await phone.page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await Promise.all([waiting.leave(), phone.leave()]);
});

test("without scripts the page that waits looks again by itself, and goes on by a press", async () => {
  const [order, address] = [await bought(), freshAddress()];
  const waiting = await visit({ hasScripts: false });
  await askToKeep(waiting.page, order.path, address);
  await waiting.page.getByRole("link", { name: "I have pressed it: wait here" }).click();
  const digits = await waiting.page.locator(".digits [aria-hidden]").innerText();
  const phone = await sayYes(address, digits);
  await waiting.page.getByRole("button", { name: "Go on" }).click();
  await waiting.page.waitForURL("**/account");
  await Promise.all([waiting.leave(), phone.leave()]);
});
