import type { Page } from "playwright-core";
import { openMarket, visit } from "../support/browser.ts";
import type { Cookies, Look } from "../support/browser.ts";
import { PRESS, SAMPLES, STICKERS } from "./buyer.ts";
import { inState, letExpire, pay, placeOrder, productOf } from "./orders.ts";
import { newSeller, ownerCookies } from "./people.ts";
import { everySight } from "./sights.ts";
import type { Goods, Orders, Role, Sight } from "./sights.ts";

type Scenery = { sights: readonly Sight[]; cookiesOf: Readonly<Record<Role, Cookies | undefined>> };

let prepared: Promise<Scenery> | undefined;

/**
 * Shows every page to `each`, or those of the given names, with a browser of its own for each role.
 * Fails when a browser complained.
 */
export async function walk(
  look: Look,
  each: (page: Page, sight: Sight) => Promise<void>,
  names: readonly string[] = [],
): Promise<void> {
  const { sights: all, cookiesOf } = await (prepared ??= prepare());
  const { hub } = await openMarket();
  const sights = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const roles = [...new Set(sights.map(({ role }) => role))];
  await Promise.all(
    roles.map(async (role) => {
      const isAtOwners = role === "owner" || role === "stranger";
      const origin = isAtOwners ? hub.adminOrigin : (look.origin ?? hub.origin);
      const { page, leave } = await visit({ ...look, origin, cookies: cookiesOf[role] });
      for (const sight of sights.filter((other) => other.role === role)) {
        await sight.go(page);
        await each(page, sight);
      }
      await leave();
    }),
  );
}

async function prepare(): Promise<Scenery> {
  const orders = await placeOrders();
  const { page, context, leave } = await newSeller(PRESS);
  const seller = await context.storageState();
  await send(page, `/desk/orders/${orders.shipped.id}`, "ship");
  await leave();
  const cookiesOf = {
    "passer-by": undefined,
    buyer: await basketWith([STICKERS, "Market tote bag"]),
    collector: await basketWith([STICKERS, "Mandarin blossom honey", "Sea glaze mug"]),
    seller,
    stranger: undefined,
    owner: await ownerCookies(),
  };
  return { sights: everySight(orders, await findGoods()), cookiesOf };
}

async function placeOrders(): Promise<Orders> {
  const [open, paid, shipped, received, owed, expired, cancelled] = [
    await placeOrder(STICKERS),
    await placeOrder(STICKERS, 2),
    await placeOrder(STICKERS),
    await placeOrder(STICKERS),
    await placeOrder(STICKERS),
    await placeOrder(STICKERS),
    await placeOrder(STICKERS),
  ];
  for (const order of [paid, shipped, received]) await pay(order.bolt11);
  await pay(owed.bolt11, "2600000");
  for (const order of [paid, shipped, received, owed]) await inState(order, "paid");
  await letExpire(expired.id);
  await inState(expired, "expired");
  const { page, leave } = await visit();
  await send(page, received.path, "received");
  await send(page, cancelled.path, "cancel");
  await leave();
  return { open, paid, shipped, received, owed, expired, cancelled };
}

/** Presses the one button of a form on an order's page, and waits for the answer. */
async function send(page: Page, path: string, action: string): Promise<void> {
  await page.goto(path);
  await page.locator(`form[action$='/${action}'] button`).click();
  await page.waitForURL("**?said=*");
}

async function basketWith(titles: readonly string[]): Promise<Cookies> {
  const { page, context, leave } = await visit();
  for (const title of titles) {
    await page.goto(`/products/${(await productOf(title)).id}`);
    const choice = page.locator("input[name=variant][type=radio]:enabled");
    if ((await choice.count()) > 0) await choice.first().check();
    await page.locator("button[name=then][value=stay]").click();
    await page.waitForURL("**?added");
  }
  const cookies = await context.storageState();
  await leave();
  return cookies;
}

async function findGoods(): Promise<Goods> {
  const [choice, plain, digital, soldOut] = await Promise.all(
    ["Jeju mandarins", STICKERS, SAMPLES, "winter hat"].map((words) => productOf(words)),
  );
  const pathOf = (product: { id: string } | undefined) => `/products/${product?.id ?? ""}`;
  return { choice: pathOf(choice), plain: pathOf(plain), digital: pathOf(digital), soldOut: pathOf(soldOut) };
}
