import { Button } from "../../components/button.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Qr } from "../../components/qr.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { groupsOf } from "./groups.ts";

export interface MadeVouchersProps {
  codes: readonly string[];
  amountMsat: bigint;
  expiresAtMs: bigint;
  /** Scheme and host under which they are used. */
  address: string;
  /** Whether the mint has answered. */
  isMade: boolean;
}

/** The codes, this once; on paper there is nothing but the vouchers. */
export function madeVouchersPage(page: Page, props: MadeVouchersProps): string {
  const { t } = page;
  const title = t("vouchers.made.title", { count: props.codes.length });
  return renderPage(page, { title, isPrivate: true, islands: ["print"] }, () => [
    html`<div class="no-print stack">
      ${PageHead({ title })}
      ${Notice({ tone: "warn", text: t("vouchers.made.lead") })}
      ${!props.isMade && Notice({ text: t("vouchers.made.waiting") })}
      <div class="row">
        <div class="needs-script" data-print>${Button({ label: t("vouchers.made.print"), type: "button", kind: "primary", icon: "printer" })}</div>
        ${LinkButton({ href: "/owner/vouchers", label: t("vouchers.made.done"), icon: "check" })}
      </div>
    </div>`,
    html`<ul class="vouchers">${props.codes.map((code) => html`<li>${Voucher(props, code)}</li>`)}</ul>`,
  ]);
}

function Voucher({ amountMsat, expiresAtMs, address }: MadeVouchersProps, code: string): Html {
  const { t, format, hubName } = usePage();
  const where = `${address.replace(/^https?:\/\//, "")}/voucher`;
  return html`<article class="voucher">
    <header class="voucher-head"><span>${hubName}</span><span>${t("vouchers.card.title")}</span></header>
    <div class="voucher-open">
      ${Qr({ text: `${address}/voucher#${code}`, label: t("vouchers.card.scan"), isOnPaper: true })}
      <div>
        <p class="voucher-amount">${format.sats(amountMsat, { isExact: true })}</p>
        <p>${t("vouchers.card.until", { date: format.date(expiresAtMs) })}</p>
      </div>
    </div>
    <p class="voucher-code">${groupsOf(code).map((group) => html`<span>${group}</span> `)}</p>
    <p class="voucher-how">${t("vouchers.card.how", { address: where })}</p>
  </article>`;
}
