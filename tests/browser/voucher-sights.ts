import type { Page } from "playwright-core";
import { openMarket, visit } from "../support/browser.ts";
import { STICKERS } from "./buyer.ts";
import { inState, placeOrder } from "./orders.ts";
import { ownerCookies } from "./people.ts";
import { proveAnew } from "./proofs.ts";
import { at, press, refusedAt } from "./sight.ts";
import type { Sight } from "./sight.ts";

const BASE = "/owner/vouchers";
const HERE = "/voucher";

/** Codes of vouchers: one that waits for its holder, and one that is taken. */
export type Codes = { good: string; taken: string };

/** Vouchers, where the owner makes them and where their holders have what they are worth. */
export function voucherSights({ good, taken }: Codes): Sight[] {
  return [
    at("owner", "owner-vouchers", BASE),
    refusedAt("owner", "owner-vouchers-refused", BASE, `form[action='${BASE}']`),
    { role: "owner", name: "owner-vouchers-made", go: (page) => make(page, "3") },
    at("passer-by", "voucher", HERE),
    refusedAt("passer-by", "voucher-refused", HERE, `form[action='${HERE}']`),
    { role: "passer-by", name: "voucher-good", go: (page) => look(page, good) },
    { role: "passer-by", name: "voucher-token", go: (page) => take(page, taken) },
  ];
}

async function make(page: Page, count: string): Promise<void> {
  await page.goto(BASE);
  await page.locator("[name=amount]").fill("1000");
  await page.locator("[name=count]").fill(count);
  await press(page, BASE);
  await page.locator(".voucher").first().waitFor();
}

/** By the link that is printed on it. */
async function look(page: Page, code: string): Promise<void> {
  // What a form has answered stands at the same address, where another fragment would load nothing anew.
  await page.goto(HERE);
  await page.goto(`${HERE}#${code}`);
  await press(page, HERE);
  await page.locator(".copy").first().waitFor();
}

/** Whoever comes second sees the token at once. */
async function take(page: Page, code: string): Promise<void> {
  await look(page, code);
  if ((await page.locator(`form[action='${HERE}/token']`).count()) > 0) await press(page, `${HERE}/token`);
  await page.locator("input[id^=tok_]").waitFor();
}

/** A buyer pays with e-cash, of which the hub then has some. */
export async function earnCoins(): Promise<void> {
  const order = await placeOrder(STICKERS, 20);
  const buyer = await visit();
  await buyer.page.goto(`${order.path}?rail=ecash`);
  await buyer.page.locator("form[action$='/sandbox-pay-ecash'] button").first().click();
  await inState(order, "paid");
  await buyer.leave();
}

/** Earns some e-cash, and makes vouchers of it. */
export async function prepareVouchers(): Promise<Codes> {
  const { hub } = await openMarket();
  await earnCoins();
  const { page, leave } = await visit({ cookies: await ownerCookies(), origin: hub.adminOrigin });
  await proveAnew(page);
  await make(page, "2");
  const codes = await page.locator(".voucher-code").allInnerTexts();
  await leave();
  const [good = "", taken = ""] = codes.map((code) => code.replaceAll(/\s/g, ""));
  return { good, taken };
}
