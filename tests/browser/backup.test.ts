import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { PRESS } from "./buyer.ts";
import { newSeller } from "./people.ts";
import { newestPhoneLink } from "./phones.ts";
import { linkOn, makeSheet, redeemSheet } from "./sheets.ts";
import { violations } from "./violations.ts";

const test = suite("browser/backup");

/** Looking at ten pages takes axe a while on a busy machine. */
const TIMEOUT_MS = 120_000;

const margins = (size: string) => ({ top: size, right: size, bottom: size, left: size });

/** Pages as browsers print them by default: Chromium with 10 mm around it, Firefox with half an inch. */
const papers = [
  { format: "A4", margin: margins("10mm") },
  { format: "A4", margin: margins("0.5in") },
  { format: "Letter", margin: margins("10mm") },
  { format: "Letter", margin: margins("0.5in") },
];

for (const locale of ["en", "ko"] as const) {
  test(`a sheet fits on one page of A4 and of Letter, in ${locale}`, async () => {
    const { page, leave } = await newSeller(PRESS, { locale });
    await page.goto("/account/sheet");
    await makeSheet(page);
    for (const paper of papers) {
      const pdf = (await page.pdf(paper)).toString("latin1");
      assert.is(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, `${paper.format} with ${paper.margin.top}`);
    }
    await leave();
  });
}

for (const look of [
  { locale: "ko", screen: "phone", theme: "dark" },
  { locale: "en", screen: "desktop", theme: "light" },
] as const) {
  test(
    `the pages around a backup sheet have no obstacle, on a ${look.screen} in ${look.locale} when it is ${look.theme}`,
    async () => {
      const obstacles: string[] = [];
      const check = async (page: Page) => {
        for (const what of await violations(page)) obstacles.push(`${page.url()}: ${what}`);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${page.url()} scrolls`,
        );
      };
      const { page, leave } = await newSeller(PRESS, look);
      await page.goto("/account/sheet");
      await check(page);
      await makeSheet(page);
      await check(page);
      const link = await linkOn(page);
      for (const path of ["/account", "/account/phone"]) {
        await page.goto(path);
        await check(page);
      }
      await page.locator("form[action='/account/phone'] button").click();
      await page.locator("#phone-link .qr").waitFor();
      await check(page);
      const stranger = await visit(look);
      for (const path of ["/recover", "/phone", "/sign-in"]) {
        await stranger.page.goto(path);
        await check(stranger.page);
      }
      await stranger.leave();
      const back = await redeemSheet(look, link);
      await check(back.page);
      await back.leave();
      await leave();
      assert.equal(obstacles, []);
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

test("scanning a sheet fills in its code, which stays in no address", async () => {
  const { page, leave } = await newSeller(PRESS);
  await page.goto("/account/sheet");
  await makeSheet(page);
  const link = await linkOn(page);
  const lost = await visit();
  await lost.page.goto(link);
  assert.is(await lost.page.locator("[name=code]").inputValue(), link.slice(link.indexOf("#") + 1));
  assert.not.match(lost.page.url(), /#/);
  await lost.leave();
  const back = await redeemSheet({}, link);
  await makeSheet(back.page, "903174");
  await back.leave();
  await leave();
});

test("a phone that scans the screen's code is asked whose account it is, and the screen sees it come in", async () => {
  const t = translatorFor("en");
  const screen = await newSeller(PRESS);
  await screen.page.goto("/account/phone");
  await screen.page.getByRole("button", { name: t("backup.screen.make") }).click();
  await screen.page.locator("#phone-link .qr").waitFor();
  const phone = await visit({ screen: "phone" });
  await phone.page.goto(await newestPhoneLink());
  await phone.page.getByRole("heading", { name: t("backup.phone.whose", { name: "Mina" }) }).waitFor();
  assert.not.match(phone.page.url(), /#/);
  await phone.page.getByRole("button", { name: t("backup.phone.enter") }).click();
  await phone.page.waitForURL("**/desk");
  await screen.page.locator("#phone-link[data-state=used]").waitFor();
  await screen.page.getByText(t("backup.screen.used"), { exact: true }).first().waitFor();
  await phone.leave();
  await screen.leave();
});
