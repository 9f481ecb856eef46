import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";

/** Nothing comes of the question any more; `back` is where it can be asked again. */
export function chatOverPage(page: Page, { back }: { back: string }): string {
  const { t } = page;
  return renderPage(page, { title: t("telegram.over.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("telegram.over.title"), lead: t("telegram.over.text") }),
    html`<div class="row">${LinkButton({ href: back, label: t("telegram.over.again"), kind: "primary", icon: "refresh-cw" })}</div>`,
  ]);
}
