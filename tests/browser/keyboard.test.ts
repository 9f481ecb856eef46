import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { translatorFor } from "../../ui/i18n/translate.ts";
import { visit } from "../support/browser.ts";
import { suite } from "../support/suite.ts";
import { WALK_WITHIN_MS, walk } from "./walk.ts";

const test = suite("browser/keyboard");

/** Nothing that a buyer needs is further away than this. */
const MOST_STOPS = 60;

test("a whole purchase with the keyboard alone, and at every stop one sees where one is", async () => {
  const { page, leave } = await visit();
  const t = translatorFor("en");
  const hidden: string[] = [];
  const tabTo = (name: string) => tabUntil(page, name, hidden);
  const { keyboard } = page;

  await page.goto("/");
  await keyboard.press("Tab");
  assert.is((await focused(page)).name, t("chrome.skip"));
  await keyboard.press("Enter");
  await tabTo("Market tote bag");
  await keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Market tote bag" }).waitFor();

  await tabTo("Regular");
  await keyboard.press("Space");
  await tabTo(t("market.product.buy-now"));
  await keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: t("checkout.basket.title") }).waitFor();
  await tabTo(t("checkout.details.name"));
  await keyboard.type("Kim Haneul");
  await tabTo(t("checkout.details.address"));
  await keyboard.type("12 Harbour Road");
  await tabTo(t("checkout.details.order"));
  await keyboard.press("Enter");
  await page.locator("#order-now[data-state=open]").waitFor();

  await tabTo(t("checkout.copy-invoice"));
  await tabTo(t("checkout.help"));
  await keyboard.press("Enter");
  await page.getByText(t("checkout.help.paid")).waitFor();
  await page.reload();
  await tabTo(t("checkout.sandbox.pay"));
  await keyboard.press("Enter");
  await page.locator("#order-now[data-state=paid]").waitFor();
  await tabTo(t("checkout.paid.receipt"));
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: t("order.receipt.title") }).waitFor();

  assert.equal(hidden, []);
  await leave();
});

test("the Enter key in a field of the order places it, and takes nothing out of the basket", async () => {
  const { page, leave } = await visit();
  const t = translatorFor("en");
  await page.goto("/");
  await page.getByRole("link", { name: "Six stickers" }).click();
  await page.getByRole("button", { name: t("market.product.buy-now") }).click();
  await page.getByLabel(t("checkout.details.address"), { exact: true }).fill("12 Harbour Road");
  await page.getByLabel(t("checkout.details.name"), { exact: true }).fill("Kim Haneul");
  await page.keyboard.press("Enter");
  await page.locator("#order-now[data-state=open]").waitFor();
  await leave();
});

test(
  "at every stop of every page the keyboard shows where one is, and what it is called",
  async () => {
    const unseen: string[] = [];
    let stops = 0;
    await walk({ locale: "en" }, async (page, { name: sight }) => {
      for (let each = 0; each < MOST_STOPS; each += 1) {
        await page.keyboard.press("Tab");
        const here = await focused(page);
        // Behind the last one is the browser itself.
        if (here.isPage) break;
        stops += 1;
        if (!here.isSeen || here.name === "") unseen.push(`${sight}: "${here.name}"`);
      }
    });
    assert.equal([...new Set(unseen)], []);
    assert.ok(stops > 1_000, `only ${stops} stops`);
  },
  { timeoutMs: WALK_WITHIN_MS },
);

async function tabUntil(page: Page, name: string, hidden: string[]): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (!here.isSeen) hidden.push(`${new URL(page.url()).pathname}: ${here.name}`);
    if (here.name.includes(name)) return;
  }
  throw new Error(`"${name}" is not among the first ${MOST_STOPS} stops of ${page.url()}`);
}

/** What the keyboard acts on, and whether a ring around it, its card or its row shows that. */
function focused(page: Page): Promise<{ name: string; isSeen: boolean; isPage: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: "", isSeen: true, isPage: true };
    const label =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
        ? element.labels?.[0]
        : undefined;
    const hasRing = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
      outlineStyle !== "none" && parseFloat(outlineWidth) >= 3;
    const rings = [
      getComputedStyle(element),
      getComputedStyle(element, "::after"),
      ...(label ? [getComputedStyle(label)] : []),
    ];
    const name = element.getAttribute("aria-label") ?? label?.textContent ?? element.textContent;
    return { name: name.trim(), isSeen: rings.some(hasRing), isPage: false };
  });
}
