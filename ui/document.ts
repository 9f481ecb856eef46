import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { IslandName } from "./assets.ts";
import { Footer } from "./chrome/footer.ts";
import { Head } from "./chrome/head.ts";
import { Header } from "./chrome/header.ts";
import { ModeBanner } from "./chrome/mode-banner.ts";
import { html } from "./html.ts";
import type { Html, Slot } from "./html.ts";
import { PageContext, usePage } from "./page.ts";
import type { Page } from "./page.ts";

export interface DocumentProps {
  /** What this page is; the hub's name is added. */
  title: string;
  /** One sentence for search results and shared links. */
  description?: string;
  /** Picture for shared links; a path on this hub. */
  image?: { path: string; alt: string };
  /** `bare` has no navigation and no footer: checkout. */
  variant?: "bare";
  /** A narrower column than that of the market's shelves. */
  width?: "text" | "form" | "narrow";
  /** Scripts that this page can use. */
  islands?: readonly IslandName[];
  /** Without scripts, the page looks again after so many seconds. */
  refreshSeconds?: number | undefined;
  /** Personal: kept out of search engines, and its address out of other sites' logs. */
  isPrivate?: boolean;
}

/**
 * A whole page as text. The body is a function because the pieces in it ask for the page they are on.
 * Neither the shell nor any piece writes inline scripts or styles: the policy of the hub forbids both.
 */
export function renderPage(page: Page, props: DocumentProps, body: () => Slot): string {
  const root = h(PageContext.Provider, { value: page }, h(Document, { ...props, body }));
  return `<!doctype html>${renderToString(root)}`;
}

function Document(props: DocumentProps & { body: () => Slot }): Html {
  const { locale, theme } = usePage();
  const isBare = props.variant === "bare";
  return html`<html lang=${locale} data-theme=${theme === "auto" ? undefined : theme}>
    ${Head(props)}
    <body>
      <a class="skip" href="#main">${usePage().t("chrome.skip")}</a>
      ${ModeBanner()}
      ${!isBare && Header()}
      <main id="main" class=${props.width === undefined ? "main wrap" : `main wrap wrap-${props.width}`} tabindex="-1">${props.body()}</main>
      ${!isBare && Footer()}
    </body>
  </html>`;
}
