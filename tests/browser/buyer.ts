import type { Page } from "playwright-core";
import type { Locale } from "../../ui/i18n/choose.ts";
import { translatorFor } from "../../ui/i18n/translate.ts";

/** Things of the demo's printing stall of which there are enough; one is sent by post, one is digital. */
export const PRESS = "Night Press";
export const STICKERS = "Six stickers";
export const SAMPLES = "Market sounds";

/** Another stall, at which nobody else sells, and something of it that is sent by post. */
export const ORCHARD = "Halla Orchard";
export const HONEY = "Mandarin blossom honey";

/** What a buyer does on the pages, by the words that stand there. With and without scripts. */
export function buyer(page: Page, locale: Locale) {
  const t = translatorFor(locale);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const state = (name: string) => page.locator(`#order-now[data-state=${name}]`);
  return {
    t,
    press,
    /** The order's part of the page, once the order is in that state. */
    inState: (name: string) => state(name).waitFor(),
    state,
    /** From the market to a product, as one who walks by. */
    openProduct: async (title: string) => {
      await page.goto("/");
      await page.getByRole("link", { name: title }).click();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    },
    /** From the page of something sent by post to the filled-in order. */
    fillInOrder: async () => {
      await press(t("market.product.buy-now"));
      await fill(t("checkout.details.name"), "Kim Haneul");
      await fill(t("checkout.details.address"), "12 Harbour Road\n63000 Jeju");
    },
    /** Ends on the checkout; answers with its address. */
    order: async () => {
      await press(t("checkout.details.order"));
      await state("open").waitFor();
      return page.url();
    },
    payInSandbox: () => press(t("checkout.sandbox.pay")),
  };
}

/** The order's id in the address of its page. */
export function orderIdIn(address: string): string {
  const id = /\/orders\/(ord_\w+)\//.exec(address)?.[1];
  if (id === undefined) throw new Error(`${address} is no order's address`);
  return id;
}
