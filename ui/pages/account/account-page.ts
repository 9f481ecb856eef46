import type { Act } from "../../../app/accounts/audit/list-acts.ts";
import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import type { Account } from "../../../app/accounts/read-account.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { KeysCard } from "../keys/keys-card.ts";
import { AddressesCard } from "../mail/addresses-card.ts";
import { TelegramCard } from "../telegram/telegram-card.ts";
import { ProgramsCard } from "../programs/programs-card.ts";
import { DataCard } from "./data-card.ts";
import { DevicesCard } from "./devices-card.ts";
import { HoldNotice } from "./hold-notice.ts";
import { OrdersCard } from "./orders-card.ts";
import { OwnActsCard } from "./own-acts-card.ts";
import { PhoneCard } from "./phone-card.ts";
import { SheetCard } from "./sheet-card.ts";

/** What the page can say after something was done. */
export const accountNotices = [
  "saved",
  "device-ended",
  "others-ended",
  "address-added",
  "address-removed",
  "chat-unlinked",
  "key-added",
  "key-renamed",
  "key-removed",
  "key-revoked",
] as const;

export type AccountNotice = (typeof accountNotices)[number];

export interface AccountProps {
  account: Account;
  /** Whether a chat can be linked now. */
  hasBot: boolean;
  /** Whether there is anything that a program could do for the person. */
  mayHavePrograms: boolean;
  /** The newest orders in it. */
  orders: readonly OrderSummary[];
  /** The last things done by the person and to them. */
  acts: readonly Act[];
  /** The session that this page is seen with. */
  sessionId: string;
  notice: AccountNotice | undefined;
}

/** A person's own page: who they are here, by what they can come in, and where they are signed in. */
export function accountPage(page: Page, props: AccountProps): string {
  const { t } = page;
  return renderPage(page, { title: t("account.title"), isPrivate: true }, () => [
    Head(props),
    HoldNotice(props.account),
    props.notice !== undefined && Notice({ tone: "good", text: t(`account.said.${props.notice}`) }),
    html`<div class="split">
      <div class="stack">${OrdersCard({ role: props.account.role, orders: props.orders })}${KeysCard(props.account)}${AddressesCard(props.account)}${offersTelegram(props) && TelegramCard(props.account)}${SheetCard(props.account)}${props.mayHavePrograms && ProgramsCard(props.account)}${DevicesCard(props)}</div>
      <div class="stack">${PhoneCard()}${WordsCard(props)}${DataCard()}</div>
    </div>`,
    OwnActsCard(props),
  ]);
}

/** Whoever has a chat can take it away, also while the bot does not answer. */
function offersTelegram({ account, hasBot }: AccountProps): boolean {
  return hasBot || account.chat !== undefined;
}

function Head({ account }: AccountProps): Html {
  const { t } = usePage();
  const out = html`<form method="post" action="/sign-out">
    ${Button({ label: t("account.sign-out"), kind: "quiet", icon: "log-out" })}
  </form>`;
  return PageHead({
    title: account.name === "" ? t("account.title") : t("account.hello", { name: account.name }),
    lead: t(`account.role.${account.role}`),
    actions: out,
  });
}

function WordsCard({ account }: AccountProps): Html {
  const { t } = usePage();
  const languages = [
    // Not empty: a browser sends no form in which something that has to be chosen is.
    { value: "auto", label: t("account.language.auto") },
    { value: "en", label: "English" },
    { value: "ko", label: "한국어" },
  ];
  return Card({
    title: t("account.words.title"),
    children: html`<form class="form" method="post" action="/account">
      ${Field({ kind: "text", name: "name", label: t("account.name"), hint: t("account.name.hint"), value: account.name, maxLength: 80, autocomplete: "name", isOptional: true })}
      ${Field({ kind: "select", name: "language", label: t("account.language"), options: languages, value: account.locale === "" ? "auto" : account.locale })}
      <div>${Button({ label: t("chrome.action.save") })}</div>
    </form>`,
  });
}
