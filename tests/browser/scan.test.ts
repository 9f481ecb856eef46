import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { openMarket, visit } from "../support/browser.ts";
import { codesSeen, walletAfter } from "../support/codes-seen.ts";
import { suite } from "../support/suite.ts";
import { STICKERS } from "./buyer.ts";
import { inState, placeOrder } from "./orders.ts";
import type { Ordered } from "./orders.ts";
import { ownerCookies } from "./people.ts";
import { proveAnew } from "./proofs.ts";
import { camerasOn, give, holdCard, show } from "./scanning.ts";
import { press } from "./sight.ts";
import { violations } from "./violations.ts";
import { earnCoins } from "./voucher-sights.ts";

const test = suite("browser/scan");

const CAMERA = { name: "Scan with the camera" };
const CARD = { name: "Hold the card to the phone" };
/** Of eight coins, which is too much for one code, and more than the stickers cost. */
const WORTH_SAT = 3_000;

const vouchers: string[] = await makeVouchers(8);

async function makeVouchers(count: number): Promise<string[]> {
  const { hub } = await openMarket();
  await earnCoins();
  const { page, leave } = await visit({ cookies: await ownerCookies(), origin: hub.adminOrigin });
  await proveAnew(page);
  await page.goto("/owner/vouchers");
  await page.locator("[name=amount]").fill(String(WORTH_SAT));
  await page.locator("[name=count]").fill(String(count));
  await press(page, "/owner/vouchers");
  await page.locator(".voucher").first().waitFor();
  const codes = await page.locator(".voucher-code").allInnerTexts();
  await leave();
  return codes.map((code) => code.replaceAll(/\s/g, ""));
}

function voucher(): string {
  const code = vouchers.pop();
  if (code === undefined) throw new Error("too few vouchers were made");
  return code;
}

/** The page of a voucher that was taken as a token. */
async function takeToken(page: Page): Promise<void> {
  await page.goto(`/voucher#${voucher()}`);
  await press(page, "/voucher");
  await press(page, "/voucher/token");
  await page.locator("input[id^=tok_]").waitFor();
}

async function token(): Promise<string> {
  const { page, leave } = await visit();
  await takeToken(page);
  const text = await page.locator("input[id^=tok_]").inputValue();
  await leave();
  return text;
}

async function checkout(page: Page): Promise<Ordered> {
  const order = await placeOrder(STICKERS);
  await page.goto(`${order.path}?rail=ecash`);
  return order;
}

test("the code that moves on a voucher's page, without scripts, pays an order when it is held before the checkout's camera", async () => {
  const holder = await visit({ screen: "phone", hasScripts: false });
  await holder.page.goto("/voucher");
  await holder.page.locator("[name=code]").fill(voucher());
  await press(holder.page, "/voucher");
  await press(holder.page, "/voucher/token");
  const moving = holder.page.locator(".moving svg");
  assert.is(await moving.isVisible(), false);
  await holder.page.getByText("Show a code that moves").click();
  await moving.waitFor();
  const codes = codesSeen(await holder.page.content());
  await holder.leave();

  const { page, leave } = await visit({ screen: "phone" });
  await give(page, "camera");
  const order = await checkout(page);
  await page.getByRole("button", CAMERA).click();
  await page.getByText("Hold the code in front of the camera").waitFor();
  await show(page, codes.slice(3, 5));
  await page.getByText(/^2 of \d+ parts read/).waitFor();
  await show(page, codes);
  await inState(order, "paid");
  await page.locator("#order-now[data-state=paid]").waitFor();
  await leave();
});

test("a token in one code before the camera, and a voucher's link, pay at once; what is neither is told", async () => {
  const text = await token();
  for (const code of [text, `http://shop.lan/voucher#${voucher()}`]) {
    const { page, leave } = await visit();
    await give(page, "camera");
    const order = await checkout(page);
    await page.getByRole("button", CAMERA).click();
    await show(page, ["LNBC1NOTATOKEN"]);
    await page.getByText("That is no token and no voucher").waitFor();
    assert.is(await camerasOn(page), "1");
    await show(page, [code]);
    await page.locator("#order-now[data-state=paid]").waitFor();
    await inState(order, "paid");
    await leave();
  }
});

test("a card with a wallet's link or a token on it pays when it is held to the phone; an empty one is told", async () => {
  const text = await token();
  const { page, leave } = await visit({ screen: "phone" });
  await give(page, "cards");
  const order = await checkout(page);
  assert.is(await page.getByRole("button", CAMERA).isVisible(), false);
  await page.getByRole("button", CARD).click();
  await page.getByText("Hold the card to the back of the phone").waitFor();
  await holdCard(page, []);
  await page.getByText("That is no token and no voucher").waitFor();
  await holdCard(page, [
    { recordType: "mime", text: "something else" },
    { recordType: "url", text: `https://wallet.example/#token=${text}` },
  ]);
  await inState(order, "paid");
  await page.locator("#order-now[data-state=paid]").waitFor();
  await leave();
});

test("a voucher is looked up when its code is held before the camera", async () => {
  const { page, leave } = await visit({ screen: "phone" });
  await give(page, "camera");
  await page.goto("/voucher");
  await page.getByRole("button", CAMERA).click();
  await show(page, [`http://shop.lan/voucher#${vouchers[0] ?? ""}`]);
  await page.getByText("Good for 3,000 sat").waitFor();
  assert.not.match(page.url(), /#/);
  await leave();
});

test("the camera goes off when the dialogue is closed, and when the order is paid meanwhile", async () => {
  const { page, leave } = await visit();
  await give(page, "camera");
  await checkout(page);
  await page.getByRole("button", CAMERA).click();
  await page.waitForFunction(() => document.documentElement.dataset["camerasOn"] === "1");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.documentElement.dataset["camerasOn"] === "0");
  assert.is(await page.locator("dialog#scan").isVisible(), false);
  await page.getByRole("button", CAMERA).click();
  await page.waitForFunction(() => document.documentElement.dataset["camerasOn"] === "1");
  await page.locator("form.needs-script[action$='/sandbox-pay-ecash']").evaluate((form) => {
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });
  await page.locator("#order-now[data-state=paid]").waitFor();
  await page.waitForFunction(() => document.documentElement.dataset["camerasOn"] === "0");
  await leave();
});

test("a camera that the browser does not allow is said to be, and the token can still be pasted", async () => {
  const text = await token();
  const { page, leave } = await visit();
  await give(page, "camera that is not allowed");
  const order = await checkout(page);
  await page.getByRole("button", CAMERA).click();
  await page.getByText("The browser does not allow it").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("[name=token]").fill(text);
  await page.getByRole("button", { name: "Pay with it" }).click();
  await inState(order, "paid");
  await leave();
});

test("axe finds no obstacle where codes are read and shown, and nothing is too wide for a narrow phone, in Korean", async () => {
  const { page, leave } = await visit({ screen: "phone", widthPx: 360, locale: "ko" });
  await give(page, "cards");
  await give(page, "camera");
  const look = async () => {
    assert.equal(await violations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  };
  await checkout(page);
  for (const way of ["camera", "card"]) {
    await page.locator(`button[data-scan=${way}]`).click();
    await page.locator("dialog#scan[open]").waitFor();
    await look();
    await page.keyboard.press("Escape");
    await look();
  }
  await takeToken(page);
  await page.getByText("움직이는 코드 보기").click();
  await look();
  await leave();
});

for (const hasScripts of [true, false])
  test(`where the browser reads neither codes nor cards nothing speaks of it, ${hasScripts ? "with" : "without"} scripts`, async () => {
    const { page, leave } = await visit({ screen: "phone", hasScripts });
    for (const open of [() => checkout(page), () => page.goto("/voucher")]) {
      await open();
      await page.locator("[name=token], [name=code]").waitFor();
      for (const button of [CAMERA, CARD]) assert.is(await page.getByRole("button", button).count(), 0);
      assert.is(await page.locator(".scan-ways").isVisible(), false);
    }
    await leave();
  });

test("the pictures of a moving code follow each other on the screen, one at a time, and paper has the first", async () => {
  const { page, leave } = await visit({ screen: "phone" });
  await takeToken(page);
  await page.getByText("Show a code that moves").click();
  const seen = () =>
    page
      .locator(".moving path")
      .evaluateAll((paths) =>
        paths.flatMap((path, nth) => (getComputedStyle(path).visibility === "visible" ? [nth] : [])),
      );
  const first = await seen();
  assert.is(first.length, 1);
  await page.waitForFunction(
    (nth) => getComputedStyle(document.querySelectorAll(".moving path")[nth] ?? document.body).visibility === "hidden",
    first[0] ?? 0,
  );
  assert.is((await seen()).length, 1);
  await page.emulateMedia({ media: "print" });
  assert.equal(await seen(), [0]);
  assert.is(walletAfter(codesSeen(await page.content())), await page.locator("input[id^=tok_]").inputValue());
  await leave();
});
