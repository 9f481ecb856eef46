import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";

/** Stands there for the moment until the browser is at Google. */
export function googlePage(page: Page, { address }: { address: string }): string {
  const { t } = page;
  return renderPage(page, { title: t("keys.google.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("keys.google.title"), lead: t("keys.google.lead") }),
    html`<div class="row">
      ${LinkButton({ href: address, label: t("keys.google.action"), kind: "primary", size: "large", icon: "external-link" })}
    </div>`,
  ]);
}
