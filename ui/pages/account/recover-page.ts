import type { Account } from "../../../app/accounts/read-account.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { State } from "../../components/state.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { HoldNotice } from "./hold-notice.ts";
import { NewSheetForm } from "./new-sheet-page.ts";

/** What the page can say after something was done. */
export const recoverNotices = ["key-added", "address-added"] as const;

export type RecoverNotice = (typeof recoverNotices)[number];

export interface AccountRecoverProps {
  account: Account;
  /** Whether an address is a way in at all. */
  sendsMail: boolean;
  notice: RecoverNotice | undefined;
}

/** The one page that is open to who came in by a backup sheet: what to do so that the account is theirs again. */
export function accountRecoverPage(page: Page, { account, sendsMail, notice }: AccountRecoverProps): string {
  const { t } = page;
  const hasWay = notice !== undefined;
  return renderPage(page, { title: t("backup.back.title"), width: "form", isPrivate: true }, () => [
    notice !== undefined && Notice({ tone: "good", text: t(`backup.back.said.${notice}`) }),
    PageHead({ title: t("backup.back.title"), lead: t("backup.back.lead") }),
    HoldNotice({ ...account, isBack: true }),
    html`<div class="stack">${SheetStep(account)} ${WaysStep({ account, isNext: account.sheet !== undefined && !hasWay, sendsMail })}</div>`,
    html`<form method="post" action="/sign-out">
      ${Button({ label: t("backup.back.leave"), icon: "log-out", kind: hasWay && account.sheet !== undefined ? "primary" : "plain" })}
    </form>`,
  ]);
}

function SheetStep({ sheet }: Account): Html {
  const { t, format } = usePage();
  const title = t("backup.back.sheet");
  if (sheet === undefined)
    return Card({ title, children: html`<p class="soft">${t("backup.back.sheet.text")}</p>${NewSheetForm({})}` });
  return Card({
    title,
    aside: State({ label: t("backup.card.ready"), tone: "good" }),
    children: html`<p class="soft">${t("backup.back.sheet.done", { date: format.date(sheet.createdAtMs) })}</p>`,
  });
}

type WaysProps = Pick<AccountRecoverProps, "account" | "sendsMail"> & { isNext: boolean };

function WaysStep({ account: { role }, isNext, sendsMail }: WaysProps): Html {
  const { t } = usePage();
  const kind = isNext ? "primary" : "plain";
  return Card({
    title: t("backup.back.ways"),
    children: html`<p class="soft">${t("backup.back.ways.text")}</p>
      <div class="row">
        ${LinkButton({ href: "/account/keys/new", label: t("backup.back.ways.key"), icon: "key-round", kind })}
        ${sendsMail && LinkButton({ href: "/account/addresses", label: t("backup.back.ways.address"), icon: "mail" })}
      </div>
      <p class="soft small">${t(role === "owner" ? "backup.back.ways.stuck.owner" : "backup.back.ways.stuck")}</p>`,
  });
}
