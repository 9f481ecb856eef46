import type { Account } from "../../../app/accounts/read-account.ts";
import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { sheetNumber } from "./sheet-number.ts";

/** Whether there is a sheet in the drawer, and the way to make one. */
export function SheetCard({ sheet }: Pick<Account, "sheet">): Html {
  const { t, format } = usePage();
  const label = t(sheet === undefined ? "backup.card.action.first" : "backup.card.action.again");
  return Card({
    title: t("backup.card.title"),
    aside:
      sheet === undefined
        ? State({ label: t("backup.card.none"), icon: "circle-dashed" })
        : State({ label: t("backup.card.ready"), tone: "good" }),
    children: html`<p class="soft">
        ${sheet === undefined ? t("backup.card.why") : t("backup.card.made", { number: sheetNumber(sheet.id), date: format.date(sheet.createdAtMs) })}
      </p>
      ${sheet !== undefined && sheet.wrongPins > 0 && html`<p>${t("backup.card.tried", { count: sheet.wrongPins })}</p>`}
      <div class="row">${LinkButton({ href: "/account/sheet", label, icon: "file-text" })}</div>`,
  });
}
