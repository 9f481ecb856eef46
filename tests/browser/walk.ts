import type { Page } from "playwright-core";
import { openMarket, visit } from "../support/browser.ts";
import type { Cookies, Look } from "../support/browser.ts";
import { HONEY, PRESS, SAMPLES, STICKERS } from "./buyer.ts";
import { inState, letExpire, pay, placeOrder, productOf } from "./orders.ts";
import { localOrigin, newHeld, newLastOne, newLost, newMember, newRecovering } from "./members.ts";
import { prepareMoney } from "./money-sights.ts";
import { newSeller, ownerCookies } from "./people.ts";
import type { PeoplePaths } from "./people-sights.ts";
import { proveAnew } from "./proofs.ts";
import type { Role, Sight } from "./sight.ts";
import { sideBySide } from "./side-by-side.ts";
import { everySight } from "./sights.ts";
import { prepareVouchers } from "./voucher-sights.ts";
import type { Goods, Orders } from "./sights.ts";

type Scenery = { sights: readonly Sight[]; cookiesOf: Readonly<Record<Role, Cookies | undefined>> };

/** A walk with all that has to happen before it, on a machine that has other things to do. */
export const WALK_WITHIN_MS = 600_000;

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
  const sights = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const roles = [...new Set(sights.map(({ role }) => role))];
  await sideBySide(
    ...roles.map((role) => async () => {
      const origin = await originOf(role, look);
      const { page, leave } = await visit({ ...look, origin, cookies: cookiesOf[role] });
      for (const sight of sights.filter((other) => other.role === role)) {
        await proveAnew(page);
        await sight.go(page);
        await each(page, sight);
      }
      await leave();
    }),
  );
}

async function originOf(role: Role, look: Look): Promise<string> {
  const { hub } = await openMarket();
  if (role === "owner" || role === "stranger") return hub.adminOrigin;
  if (role === "neighbour" || role === "member") return localOrigin();
  return look.origin ?? hub.origin;
}

async function prepare(): Promise<Scenery> {
  const [orders, goods, people, ...visitors] = await sideBySide(
    placeOrders,
    findGoods,
    findPeople,
    () => newSeller(PRESS),
    newLost,
    newMember,
    newRecovering,
    newHeld,
    newLastOne,
  );
  const [seller] = visitors;
  await send(seller.page, `/desk/orders/${orders.shipped.id}`, "ship");
  const money = await prepareMoney(seller.page);
  const codes = await prepareVouchers();
  const cookies = await Promise.all(visitors.map(({ context }) => context.storageState()));
  await Promise.all(visitors.map(({ leave }) => leave()));
  const [ofSeller, lost, member, recovering, held = { cookies: [], origins: [] }, lastOne] = cookies;
  const cookiesOf = {
    "passer-by": undefined,
    buyer: await basketWith([STICKERS, "Market tote bag"]),
    collector: await basketWith([STICKERS, HONEY, "Sea glaze mug"]),
    seller: ofSeller,
    stranger: undefined,
    owner: await ownerCookies(),
    neighbour: undefined,
    member,
    lost,
    recovering,
    held,
    "last-one": lastOne,
  };
  return { sights: everySight({ orders, goods, people, money, held, codes }), cookiesOf };
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

/** The owner's pages of somebody who sells, of somebody who was shut out, and of the owner. */
async function findPeople(): Promise<PeoplePaths> {
  const { hub } = await openMarket();
  for (const name of ["Bora", "Dowon"]) await (await newSeller(PRESS, {}, name)).leave();
  const { page, leave } = await visit({ cookies: await ownerCookies(), origin: hub.adminOrigin });
  await proveAnew(page);
  const seller = await findPerson(page, "search=Bora");
  const shutOut = await findPerson(page, "search=Dowon");
  await page.goto(shutOut);
  await page.locator("form[action$='/shut-out'] button").last().click();
  await page.waitForURL("**?said=shut-out");
  const owner = await findPerson(page, "role=owner");
  await leave();
  return { shutOut, seller, owner };
}

async function findPerson(page: Page, query: string): Promise<string> {
  await page.goto(`/owner/people?${query}`);
  return (await page.locator("a[href^='/owner/people/per_']").first().getAttribute("href")) ?? "";
}
