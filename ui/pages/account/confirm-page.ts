import type { Role } from "../../../app/domain/permissions.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { ConfirmByLink } from "./confirm-by-link.ts";

export interface ConfirmProps {
  role: Role;
  /** The path on this hub to go on to afterwards. */
  wanted: string;
  /** Why the last try was not taken. */
  problem?: "link-spent" | undefined;
}

/** Every way to prove again who one is, before something that lets people in for good. */
export function confirmPage(page: Page, props: ConfirmProps): string {
  const { t } = page;
  return renderPage(page, { title: t("account.confirm.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("account.confirm.title"), lead: t("account.confirm.lead") }),
    html`<div class="stack">${props.role === "owner" && ConfirmByLink(props)}</div>`,
  ]);
}
