import * as assert from "uvu/assert";
import { openMarket, visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { STICKERS, buyer, orderIdIn } from "./buyer.ts";
import { countOrders, letExpire, pay, placeOrder } from "./orders.ts";

const test = suite("browser/order-page");

test("a checkout that is loaded again shows the same invoice, and the clock goes on", async () => {
  const order = await placeOrder(STICKERS);
  const { page, leave } = await visit({ screen: "phone" });
  await page.goto(order.path);
  const invoice = page.locator("#invoice");
  const before = await invoice.inputValue();
  await page.reload();
  assert.is(await invoice.inputValue(), before);
  assert.is(before, order.bolt11);
  await leave();
});

test("ordering with an impatient double click places one order", async () => {
  const { page, leave } = await visit();
  const { t, openProduct, fillInOrder, state } = buyer(page, "en");
  await openProduct(STICKERS);
  await fillInOrder();
  const before = await countOrders();
  await page.getByRole("button", { name: t("checkout.details.order"), exact: true }).dblclick();
  await state("open").waitFor();
  assert.is(await countOrders(), before + 1);
  await leave();
});

test("the way back from the checkout leads to a basket that is empty, and forward to the same checkout", async () => {
  const { page, leave } = await visit();
  const { t, openProduct, fillInOrder, order, inState } = buyer(page, "en");
  await openProduct(STICKERS);
  await fillInOrder();
  const address = await order();
  await page.goBack();
  await page.getByRole("heading", { name: t("checkout.basket.empty.title") }).waitFor();
  await page.goForward();
  await inState("open");
  assert.is(page.url(), address);
  await leave();
});

test("paid in one tab, it turns paid in the other too", async () => {
  const order = await placeOrder(STICKERS);
  const { page, context, leave } = await visit();
  const other = await context.newPage();
  await Promise.all([page.goto(order.path), other.goto(order.path)]);
  await buyer(page, "en").payInSandbox();
  await Promise.all([page, other].map((tab) => buyer(tab, "en").inState("paid")));
  await leave();
});

test("when the time is over, the page says so in place and that nothing was paid, and leads to a new order", async () => {
  const { page, leave } = await visit({ screen: "phone", locale: "ko" });
  const { t, press, inState, openProduct, fillInOrder, order } = buyer(page, "ko");
  await openProduct(STICKERS);
  await fillInOrder();
  const first = await order();
  await letExpire(orderIdIn(first));
  await inState("expired");
  await page.getByText(t("order.expired.text")).waitFor();
  await press(t("order.again.action"));
  await page.getByText(t("checkout.basket.again")).waitFor();
  await page.getByLabel(t("checkout.details.name"), { exact: true }).fill("김하늘");
  await page.getByLabel(t("checkout.details.address"), { exact: true }).fill("제주시 항구로 12");
  const second = await order();
  assert.is.not(orderIdIn(second), orderIdIn(first));
  await leave();
});

test("what was paid late is not lost: the page that said expired turns paid", async () => {
  const order = await placeOrder(STICKERS);
  const { page, leave } = await visit();
  await page.goto(order.path);
  await letExpire(order.id);
  await buyer(page, "en").inState("expired");
  await pay(order.bolt11);
  await buyer(page, "en").inState("paid");
  await leave();
});

test("what sells out in the meantime is named, can be taken out, and what was typed is still there", async () => {
  const { page, leave } = await visit();
  const { t, press, openProduct, fillInOrder } = buyer(page, "en");
  await openProduct("Market tote bag");
  await page.getByRole("radio").first().check();
  await press(t("market.product.add"));
  await openProduct("Toward Sunset");
  await fillInOrder();
  await placeOrder("Toward Sunset");
  await press(t("checkout.details.order"));

  const summary = page.getByRole("alert");
  assert.match(await summary.innerText(), /Toward Sunset.* has sold out/);
  assert.is(await page.getByLabel(t("checkout.details.name"), { exact: true }).inputValue(), "Kim Haneul");
  await page.getByRole("button", { name: /^Remove .*Toward Sunset/ }).click();
  await page.getByText(t("checkout.basket.updated")).waitFor();
  assert.is(await page.getByLabel(t("checkout.details.name"), { exact: true }).inputValue(), "Kim Haneul");
  await press(t("checkout.details.order"));
  await buyer(page, "en").inState("open");
  await leave();
});

for (const place of ["on this machine", "on the LAN, where browsers have no clipboard for scripts"] as const) {
  test(`the whole invoice is copied with one press, ${place}`, async () => {
    const { hub, lanOrigin } = await openMarket();
    const order = await placeOrder(STICKERS);
    const { page, leave } = await visit({ origin: place === "on this machine" ? hub.origin : lanOrigin });
    await page.goto(order.path);
    await page.getByRole("button", { name: "Copy: Lightning invoice" }).click();
    await page.getByRole("status").getByText("Copied").waitFor();
    await page.goto("/join");
    await page.getByLabel("Code from your link").press("Control+V");
    assert.is(await page.getByLabel("Code from your link").inputValue(), order.bolt11);
    await leave();
  });
}
