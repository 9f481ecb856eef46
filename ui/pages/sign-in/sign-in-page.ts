import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { ByLink } from "./by-link.ts";

export interface SignInProps {
  /** The path on this hub to go on to afterwards; empty for the person's own beginning. */
  wanted: string;
}

/** Every way to come in, the quickest first. Also shown in place of a page that is not for everybody. */
export function signInPage(page: Page, _props: SignInProps): string {
  const { t } = page;
  return renderPage(page, { title: t("signIn.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("signIn.title"), lead: t("signIn.lead") }),
    html`<div class="stack">${ByLink()}</div>`,
  ]);
}
