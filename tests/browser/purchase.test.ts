import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import type { Locale } from "../../ui/i18n/choose.ts";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { PRESS, STICKERS, buyer, orderIdIn } from "./buyer.ts";
import { newSeller } from "./people.ts";

const test = suite("browser/purchase");

/** Far above what it takes (the budget on an idle board is 150 ms), far below what a person would call waiting. */
const AT_ONCE_MS = 2_000;

const looks = [
  { screen: "phone", locale: "ko" },
  { screen: "desktop", locale: "en" },
] as const;

for (const look of looks) {
  const { locale, screen } = look;

  test(`turns paid, sent and received in place, on a ${screen} in ${locale}`, async () => {
    const { page, leave } = await visit(look);
    const { t, press, inState, openProduct, fillInOrder, order, payInSandbox } = buyer(page, locale);
    await openProduct(STICKERS);
    await fillInOrder();
    const orderId = orderIdIn(await order());
    await seeCheckout(page, locale);

    const navigations = countNavigations(page);
    const startedMs = performance.now();
    await payInSandbox();
    await inState("paid");
    const waitedMs = performance.now() - startedMs;
    assert.ok(waitedMs < AT_ONCE_MS, `the page turned paid only after ${waitedMs} ms`);
    await page.getByRole("heading", { name: t("checkout.paid.title") }).waitFor();

    const seller = await newSeller(PRESS, look);
    await ship(seller.page, orderId, locale);
    await inState("shipped");
    assert.equal(navigations, []);

    await press(t("order.received.action"));
    await inState("received");
    await seller.page.reload();
    await seller.page.getByText(t("desk.order.next.received")).waitFor();
    await Promise.all([leave(), seller.leave()]);
  });

  test(`does the same without scripts on a plain http address of the LAN, on a ${screen} in ${locale}`, async () => {
    const { lanOrigin } = await openMarket();
    const plain = { ...look, hasScripts: false, origin: lanOrigin };
    const { page, leave } = await visit(plain);
    const { t, press, inState, openProduct, fillInOrder, order, payInSandbox } = buyer(page, locale);
    await openProduct(STICKERS);
    await fillInOrder();
    const orderId = orderIdIn(await order());
    await seeCheckout(page, locale);
    await payInSandbox();
    await inState("paid");

    const seller = await newSeller(PRESS, plain);
    await ship(seller.page, orderId, locale);

    await page.reload();
    await press(t("order.received.action"));
    await inState("received");
    await Promise.all([leave(), seller.leave()]);
  });
}

test("looks again by itself where scripts are off", async () => {
  const { hub } = await openMarket();
  const { page, leave } = await visit({ hasScripts: false });
  const { inState, openProduct, fillInOrder, order } = buyer(page, "en");
  await openProduct(STICKERS);
  await fillInOrder();
  await order();
  const invoice = page.getByRole("textbox", { name: "Lightning invoice" });
  await payFromWallet(hub.origin, await invoice.inputValue());
  await inState("paid");
  await leave();
});

/** All that a person with a wallet needs, and nothing that leads elsewhere. */
async function seeCheckout(page: Page, locale: Locale): Promise<void> {
  const t = translatorFor(locale);
  const invoice = await page.getByLabel(t("checkout.copy-invoice"), { exact: true }).inputValue();
  assert.match(invoice, /^lnbcrt21u1/);
  const code = page.getByRole("img", { name: t("checkout.qr.label", { amount: "2,100 sat" }) });
  assert.ok((await sideOf(code)) >= 280, "the code is too small to scan");
  assert.is(
    await page.getByRole("link", { name: t("rails.open.lightning") }).getAttribute("href"),
    `lightning:${invoice}`,
  );
  assert.equal(await page.locator(".pay > .money > [aria-hidden]").allInnerTexts(), [
    "2,100 sat",
    locale === "ko" ? "₩3,150" : "$2.31",
  ]);
  assert.match(await page.locator(".countdown-left").innerText(), /^1[45]:\d\d$/);
  const navigation = await page.getByRole("navigation").evaluateAll((all) => all.map((each) => each.ariaLabel));
  assert.equal(navigation, [t("rails.ways")]);
}

async function sideOf(picture: ReturnType<Page["locator"]>): Promise<number> {
  const box = await picture.boundingBox();
  return Math.min(box?.width ?? 0, box?.height ?? 0);
}

/** Addresses that the page went to from now on. */
function countNavigations(page: Page): string[] {
  const addresses: string[] = [];
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  return addresses;
}

/** From the desk to the order, which stands under what is to be sent, and marks it. */
async function ship(page: Page, orderId: string, locale: Locale): Promise<void> {
  const t = translatorFor(locale);
  await page.locator(`section[aria-labelledby=to-ship] a[href="/desk/orders/${orderId}"]`).click();
  await page.getByText("12 Harbour Road").waitFor();
  await page.getByRole("button", { name: t("desk.order.ship"), exact: true }).click();
  await page.getByText(t("desk.order.next.shipped")).waitFor();
}

async function payFromWallet(origin: string, bolt11: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${origin}/sandbox/pay`, { method: "POST", headers, body: JSON.stringify({ bolt11 }) });
  assert.is(answer.status, 200);
}
