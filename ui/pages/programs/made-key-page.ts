import { Card } from "../../components/card.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";

export interface MadeKeyProps {
  name: string;
  /** The whole key; never stored and never shown again. */
  text: string;
  expiresAtMs: bigint;
}

/** The key, this once. */
export function madeKeyPage(page: Page, { name, text, expiresAtMs }: MadeKeyProps): string {
  const { t, format } = page;
  const title = t("programs.made.title", { name });
  return renderPage(page, { title, width: "form", isPrivate: true, islands: ["copy"] }, () => [
    PageHead({ title, lead: t("programs.made.lead") }),
    Card({
      children: html`${CopyField({ id: "api-key", label: t("programs.made.key"), value: text })}
        <p class="soft">${t("programs.made.until", { date: format.date(expiresAtMs) })}</p>`,
    }),
    html`<div class="row">
      ${LinkButton({ href: "/account", label: t("programs.made.done"), icon: "check" })}
    </div>`,
    CopyAnnouncer(),
  ]);
}
