import { ASSETS, assetsFrom } from "../../ui/assets.ts";
import { renderPage } from "../../ui/document.ts";
import type { DocumentProps } from "../../ui/document.ts";
import type { Slot } from "../../ui/html.ts";
import { formatFor } from "../../ui/i18n/format.ts";
import { translatorFor } from "../../ui/i18n/translate.ts";
import type { Page, Viewer } from "../../ui/page.ts";

const manifest = {
  ...Object.fromEntries(ASSETS.map((name) => [name, `/assets/${name}`])),
  "theme-color.light": "#fff8ee",
  "theme-color.dark": "#1a1613",
};

/** Whoever looks at the market. */
export const anybody: Viewer = {
  isSeller: false,
  isSignedIn: false,
  adminAddress: undefined,
  may: () => false,
  hasProved: false,
};

/** A page as the server would make it, with what a test wants different. */
export function testPage(differences: Partial<Page> = {}): Page {
  const locale = differences.locale ?? "en";
  return {
    locale,
    t: translatorFor(locale),
    format: formatFor(locale),
    theme: "auto",
    mode: "mainnet",
    assets: assetsFrom(manifest),
    path: "/specimen",
    origin: "http://shop.lan",
    hubName: "SatoShop",
    basketCount: 0,
    viewer: anybody,
    nowMs: 1_795_400_000_000,
    ...differences,
  };
}

/** A whole page around a body. */
export function renderWhole(body: () => Slot, props: Partial<DocumentProps> = {}, page: Partial<Page> = {}): string {
  return renderPage(testPage(page), { title: "Test", ...props }, body);
}

/** Only what the body made. */
export function renderPiece(body: () => Slot, page: Partial<Page> = {}): string {
  const whole = renderWhole(body, { variant: "bare" }, page);
  return /<main[^>]*>([\s\S]*)<\/main>/.exec(whole)?.[1] ?? "";
}
