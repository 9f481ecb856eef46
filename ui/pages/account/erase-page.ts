import type { Hold } from "../../../app/accounts/own/what-holds.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface EraseProps {
  /** What has to be settled before. */
  hold: Hold | undefined;
  /** The form was sent without the tick. */
  isUnsure: boolean;
}

/** What goes, what stays, and the button; or why there is none. */
export function erasePage(page: Page, { hold, isUnsure }: EraseProps): string {
  const { t } = page;
  const back = { href: "/account", label: t("account.title") };
  return renderPage(page, { title: t("people.erase.title"), width: "form", isPrivate: true }, () => [
    ErrorSummary({ errors: isUnsure ? [{ name: "sure", message: t("people.erase.sure.missing") }] : [] }),
    PageHead({ title: t("people.erase.title"), back, ...(hold === undefined ? { lead: t("people.erase.lead") } : {}) }),
    hold === undefined ? Sure(isUnsure) : Held(hold),
  ]);
}

function Sure(isUnsure: boolean): Html {
  const { t } = usePage();
  const error = isUnsure ? { error: t("people.erase.sure.missing") } : {};
  return html`<div class="stack">
    ${Card({ title: t("people.erase.goes.title"), children: html`<p>${t("people.erase.goes")}</p>` })}
    ${Card({ title: t("people.erase.stays.title"), children: html`<p>${t("people.erase.stays")}</p>` })}
    <form class="form" method="post" action="/account/erase">
      ${Field({ kind: "checkbox", name: "sure", value: "yes", label: t("people.erase.sure"), isOptional: false, ...error })}
      <div class="row">
        ${Button({ label: t("people.erase.action"), kind: "danger", icon: "trash-2" })}
        ${LinkButton({ href: "/account", label: t("people.erase.keep"), kind: "quiet" })}
      </div>
    </form>
  </div>`;
}

function Held(hold: Hold): Slot {
  const { t } = usePage();
  if (hold.kind === "owner") return Notice({ tone: "warn", text: t("people.erase.owner") });
  return [
    Notice({ tone: "warn", text: t("people.erase.seller", { stall: hold.title }) }),
    Card({
      children: html`<ul class="stack stack-close">
        ${openThings(hold).map((line) => html`<li>${line}</li>`)}
      </ul>`,
    }),
    html`<div class="row">${LinkButton({ href: "/desk", label: t("desk.title"), kind: "primary", icon: "store" })}</div>`,
  ];
}

const MANY = 100;

function openThings({ orders, owedMsat, refundableMsat }: Extract<Hold, { kind: "stall" }>): string[] {
  const { t, format } = usePage();
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  return [
    ...(orders === 0
      ? []
      : [orders < MANY ? t("people.erase.orders", { count: orders }) : t("people.erase.orders.many")]),
    ...(owedMsat === 0n ? [] : [t("people.erase.owed", { amount: sats(owedMsat) })]),
    ...(refundableMsat === 0n ? [] : [t("people.erase.refundable", { amount: sats(refundableMsat) })]),
  ];
}

/** The last page of an account. */
export function erasedPage(page: Page): string {
  const { t } = page;
  return renderPage(page, { title: t("people.erased.title"), width: "text", isPrivate: true }, () => [
    PageHead({ title: t("people.erased.title"), lead: t("people.erased.text") }),
    html`<div class="row">${LinkButton({ href: "/", label: t("people.erased.action"), kind: "primary" })}</div>`,
  ]);
}
