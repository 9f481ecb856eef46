import type { Page } from "playwright-core";
import type { Cookies } from "../support/browser.ts";
import { SAMPLES } from "./buyer.ts";
import { askToKeep, askToSignIn, freshAddress, letterTo } from "./letters.ts";
import { inState, pay, placeOrder } from "./orders.ts";
import type { Ordered } from "./orders.ts";
import { accountSights } from "./account-sights.ts";
import { boardSights } from "./board-sights.ts";
import { moneySights } from "./money-sights.ts";
import type { SellersMoney } from "./money-sights.ts";
import { peopleSights } from "./people-sights.ts";
import type { PeoplePaths } from "./people-sights.ts";
import { at, refusedAt } from "./sight.ts";
import type { Sight } from "./sight.ts";
import { telegramSights } from "./telegram-sights.ts";
import { voucherSights } from "./voucher-sights.ts";
import type { Codes } from "./voucher-sights.ts";

/** Orders of the printing stall, one in each state. */
export type Orders = Record<"open" | "paid" | "shipped" | "received" | "owed" | "expired" | "cancelled", Ordered>;

/** Paths of products that differ. */
export type Goods = Record<"choice" | "plain" | "digital" | "soldOut", string>;

type Scenery = {
  orders: Orders;
  goods: Goods;
  people: PeoplePaths;
  money: SellersMoney;
  /** A browser of who is held. */
  held: Cookies;
  codes: Codes;
};

/** Every page that a person can see, in every state worth looking at. */
export function everySight({ orders, goods, people, money, held, codes }: Scenery): Sight[] {
  return [
    ...atTheMarket(goods),
    ...ofOrders(orders),
    ...ofBaskets(),
    ...atTheDesk(orders, goods),
    ...moneySights(orders, money),
    ...boardSights(),
    ...atTheOwners(),
    ...voucherSights(codes),
    ...accountSights(),
    ...telegramSights(held),
    ...peopleSights(people),
  ];
}

/** The question that waits for a wallet. */
async function askWallet(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("form[action='/sign-in/wallet'] button").click();
  await page.locator("#wallet .qr").waitFor();
}

/** A key that a seller's program comes in by, as it is shown this once. */
async function makeKey(page: Page): Promise<void> {
  await page.goto("/account/programs/new");
  await page.locator("input[name='name']").fill("Till by the door");
  for (const box of await page.locator("input[type='checkbox']").all()) await box.check();
  await page.locator("form[action='/account/programs'] button").click();
  await page.locator("#api-key").waitFor();
}

async function typeWrongCode(page: Page): Promise<void> {
  await askToSignIn(page);
  await page.locator("input[name='code']").fill("0000-0000");
  await page.locator("form[action='/sign-in/mail/code'] button").click();
  await page.locator(".error-summary").waitFor();
}

async function waitForPhone(page: Page): Promise<void> {
  await askToSignIn(page);
  await page.goto("/sign-in/mail/waiting");
}

const TRIES = 5;

async function useUpCode(page: Page): Promise<void> {
  await askToSignIn(page);
  for (let tried = 0; tried < TRIES; tried += 1) {
    await page.locator("input[name='code']").fill("0000-0000");
    await page.locator("form[action='/sign-in/mail/code'] button").click();
    await page.locator(tried === TRIES - 1 ? "a[href='/sign-in'].button" : ".error-summary").waitFor();
  }
}

/** The question on the phone, after the link was opened there and not where it was asked for. */
async function askPhone(page: Page): Promise<void> {
  const address = freshAddress();
  await askToKeep(page, (await paidOrder()).path, address);
  const { link } = await letterTo(address);
  await page.context().clearCookies({ name: /satoshop_mail/ });
  await page.goto(link);
  await page.locator("form[data-join] button").click();
  await page.locator("input[name='digits']").waitFor();
}

async function paidOrder(): Promise<Ordered> {
  const order = await placeOrder(SAMPLES);
  await pay(order.bolt11);
  await inState(order, "paid");
  return order;
}

function atTheMarket(goods: Goods): Sight[] {
  return [
    at("passer-by", "market", "/"),
    at("passer-by", "category", "/?category=%EC%A0%95%EC%9B%90%20%C2%B7%20Garden"),
    at("passer-by", "search", "/?search=coffee"),
    at("passer-by", "search-empty", "/?search=submarine"),
    at("passer-by", "stall", "/stalls/halla-orchard"),
    at("passer-by", "product", goods.choice),
    at("passer-by", "product-digital", goods.digital),
    at("passer-by", "product-sold-out", goods.soldOut),
    at("passer-by", "product-added", `${goods.plain}?added`),
    refusedAt("passer-by", "product-not-chosen", goods.choice, "form[action='/basket/things']"),
    at("passer-by", "basket-empty", "/basket"),
    at("passer-by", "not-found", "/nothing-here", 404),
    at("passer-by", "docs", "/docs"),
    at("passer-by", "join", "/join"),
    refusedAt("passer-by", "join-refused", "/join", "form[data-join]"),
    at("passer-by", "sign-in", "/desk", 401),
    { role: "passer-by", name: "sign-in-wallet", go: askWallet },
    refusedAt("passer-by", "sign-in-mistyped", "/sign-in", "form[action='/sign-in/mail']"),
    at("passer-by", "sign-in-link", "/sign-in/link"),
    { role: "passer-by", name: "sign-in-code", go: askToSignIn },
    { role: "passer-by", name: "sign-in-wrong-code", go: typeWrongCode },
    { role: "passer-by", name: "sign-in-waiting", go: waitForPhone },
    { role: "passer-by", name: "sign-in-over", go: useUpCode },
    at("passer-by", "recover", "/recover"),
    refusedAt("passer-by", "recover-refused", "/recover", "form[action='/recover']"),
    at("passer-by", "phone", "/phone"),
  ];
}

/** The checkout at the moment when it turns paid before one's eyes. */
async function payInPlace(page: Page): Promise<void> {
  const { path, bolt11 } = await placeOrder(SAMPLES);
  await page.goto(path);
  await pay(bolt11);
  await page.locator("#order-now[data-state=paid]").waitFor();
}

/** A payment that no block holds yet, made by the practice buyer on the page. */
async function payOnChain(page: Page): Promise<void> {
  const { path } = await placeOrder(SAMPLES);
  await page.goto(path);
  await page.locator("form.needs-script[action$='/sandbox-pay-on-chain'] button").click();
  await page.locator("#order-now[data-state=coming]").waitFor();
}

function ofOrders(orders: Orders): Sight[] {
  const states = Object.entries(orders).map(([name, { path }]) =>
    at("passer-by", name === "open" ? "checkout" : `order-${name}`, path),
  );
  return [
    ...states,
    { role: "passer-by", name: "checkout-paid", go: payInPlace },
    at("passer-by", "checkout-lightning", `${orders.open.path}?rail=lightning`),
    at("passer-by", "checkout-on-chain", `${orders.open.path}?rail=chain`),
    { role: "passer-by", name: "checkout-coming", go: payOnChain },
    { role: "passer-by", name: "sign-in-approve", go: askPhone },
    at("passer-by", "receipt", `${orders.paid.path}/receipt`),
    at("passer-by", "order-wrong-key", `${orders.paid.path.slice(0, -4)}aaaa`, 404),
  ];
}

function ofBaskets(): Sight[] {
  return [
    at("buyer", "basket", "/basket"),
    refusedAt("buyer", "basket-refused", "/basket", "form[action='/orders']"),
    at("collector", "baskets", "/basket"),
  ];
}

function atTheDesk(orders: Orders, { plain }: Goods): Sight[] {
  return [
    at("seller", "desk", "/desk"),
    at("seller", "desk-orders", "/desk/orders"),
    at("seller", "desk-orders-none", "/desk/orders?state=closed"),
    at("seller", "desk-order", `/desk/orders/${orders.paid.id}`),
    at("seller", "desk-order-owed", `/desk/orders/${orders.owed.id}`),
    at("seller", "desk-order-open", `/desk/orders/${orders.open.id}`),
    at("seller", "desk-products", "/desk/products"),
    at("seller", "desk-product-new", "/desk/products/new"),
    refusedAt("seller", "desk-product-refused", "/desk/products/new", "form[action='/desk/products']"),
    at("seller", "desk-product", `/desk${plain}`),
    at("seller", "desk-stall", "/desk/stall"),
    at("seller", "programs-new", "/account/programs/new"),
    refusedAt("seller", "programs-new-refused", "/account/programs/new", "form[action='/account/programs']"),
    { role: "seller", name: "programs-made", go: makeKey },
    at("seller", "account-of-a-seller", "/account"),
  ];
}

function atTheOwners(): Sight[] {
  const invited = async (page: Page) => {
    await page.goto("/owner/stalls");
    await page.locator("form[action$='/invite'] button").first().click();
    await page.locator("#invitation").waitFor();
  };
  return [
    at("stranger", "sign-in-owner", "/owner", 401),
    at("owner", "owner", "/owner"),
    at("owner", "account-confirm", "/account/confirm"),
    at("owner", "account-new-key", "/account/keys/new"),
    at("owner", "account-addresses", "/account/addresses"),
    refusedAt("owner", "account-address-refused", "/account/addresses", "form[action='/account/addresses']"),
    at("owner", "account-orders", "/account/orders"),
    at("owner", "owner-orders", "/owner/orders"),
    at("owner", "owner-payments", "/owner/payments"),
    at("owner", "owner-payments-owed", "/owner/payments?owed=1"),
    at("owner", "owner-stalls", "/owner/stalls"),
    refusedAt("owner", "owner-stall-refused", "/owner/stalls", "form[action='/owner/stalls']"),
    { role: "owner", name: "owner-invited", go: invited },
  ];
}
