import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";

/** A link or code is worth nothing any more; `again` is where a new one is asked for. */
export function requestOverPage(page: Page, { again }: { again: string }): string {
  const { t } = page;
  return renderPage(page, { title: t("signIn.mail.over.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("signIn.mail.over.title"), lead: t("errors.reason.request-over") }),
    html`<div class="row">${LinkButton({ href: again, label: t("signIn.mail.over.again"), kind: "primary", icon: "refresh-cw" })}</div>`,
  ]);
}
