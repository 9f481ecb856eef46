import type { Page } from "../../page.ts";
import { deskPage } from "../desk/frame.ts";
import type { Desk } from "../desk/frame.ts";
import { Statement } from "./statement.ts";
import type { StatementView } from "./statement.ts";

/** What a stall is owed, line by line. */
export function deskStatementPage(page: Page, { desk, view }: { desk: Desk; view: StatementView }): string {
  const { t } = page;
  const frame = {
    desk,
    tab: "money",
    title: t("ledger.statement.title"),
    lead: t("ledger.statement.lead.stall"),
    back: { href: `${desk.base}/money`, label: t("money.payout.title") },
  } as const;
  return deskPage(page, frame, () => Statement(view, "stall"));
}
