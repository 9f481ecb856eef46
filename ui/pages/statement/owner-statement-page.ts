import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { ownerPage } from "../owner/frame.ts";
import { Statement } from "./statement.ts";
import type { StatementView } from "./statement.ts";

/** What the hub itself earned and spent. */
export function ownerStatementPage(page: Page, view: StatementView): string {
  const { t } = page;
  const frame = {
    tab: "payments",
    title: t("ledger.statement.title"),
    lead: t("ledger.statement.lead.hub"),
    back: { href: "/owner/payments", label: t("owner.payments.title") },
  } as const;
  return ownerPage(page, frame, () => [
    Statement(view, "hub"),
    html`<p class="soft small">${t("ledger.statement.stalls")}</p>`,
  ]);
}
