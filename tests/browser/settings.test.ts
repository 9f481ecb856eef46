import * as assert from "uvu/assert";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";

const test = suite("browser/settings");

const SEARCH = "/?search=coffee";

for (const hasScripts of [true, false]) {
  const how = hasScripts ? "with scripts" : "without scripts";

  test(`another language is kept, and one comes back to the same page, ${how}`, async () => {
    const { page, leave } = await visit({ screen: "phone", hasScripts });
    await page.goto(SEARCH);
    await page.getByRole("banner").getByRole("button", { name: "한국어" }).click();
    const t = translatorFor("ko");
    await page.getByRole("heading", { name: t("market.search.for", { query: "coffee" }) }).waitFor();
    assert.ok(page.url().endsWith(SEARCH), page.url());
    await page.goto("/basket");
    await page.getByRole("heading", { name: t("checkout.basket.title"), exact: true }).waitFor();
    await leave();
  });

  test(`another brightness is kept against the device's wish, and one comes back to the same page, ${how}`, async () => {
    const { page, leave } = await visit({ theme: "light", hasScripts });
    const paper = () => page.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor);
    await page.goto(SEARCH);
    const inLight = await paper();
    await page.getByRole("button", { name: translatorFor("en")("chrome.theme.to-dark") }).click();
    await page.locator("html[data-theme=dark]").waitFor();
    assert.ok(page.url().endsWith(SEARCH), page.url());
    assert.is.not(await paper(), inLight);
    await page.goto("/basket");
    assert.is.not(await paper(), inLight);
    await leave();
  });
}

test("without a choice pages are as bright and in the language as the device asks", async () => {
  const { page, leave } = await visit({ theme: "dark", locale: "ko" });
  await page.goto("/");
  assert.is(await page.locator("html").getAttribute("lang"), "ko");
  const color = await page.locator("html").evaluate((root) => getComputedStyle(root).colorScheme);
  assert.is(color, "dark");
  await leave();
});
