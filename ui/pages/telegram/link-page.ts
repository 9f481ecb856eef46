import type { OwnChat } from "../../../app/accounts/telegram/read-own-chat.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface LinkProps {
  chat: OwnChat | undefined;
  /** Undefined while the hub has no bot that answers. */
  bot: string | undefined;
  /** Without the chat nobody could come in. */
  isLast: boolean;
  /** Whether it may be taken away, too: not by who came in with a backup sheet. */
  isWhole: boolean;
  /** The person's own page. */
  home: string;
}

/** The chat of a person: linking one, and taking it away. */
export function linkPage(page: Page, props: LinkProps): string {
  const { t } = page;
  return renderPage(page, { title: t("telegram.link.title"), width: "form", isPrivate: true }, () => [
    PageHead({
      title: t("telegram.link.title"),
      lead: t("telegram.link.lead"),
      back: { href: props.home, label: t("account.title") },
    }),
    html`<div class="stack">${props.chat !== undefined && Own({ ...props, chat: props.chat })}${Begin(props)}</div>`,
  ]);
}

function Own({ chat, isLast, isWhole }: LinkProps & { chat: OwnChat }): Html {
  const { t, format } = usePage();
  const since = t("telegram.link.own.since", { date: format.date(chat.createdAtMs) });
  const remove = html`<form method="post" action="/account/telegram/remove">
    ${Button({ label: t("telegram.link.own.remove"), kind: "danger" })}
  </form>`;
  return Card({
    title: t("telegram.link.own.title"),
    children: html`<div class="row row-apart">
        <span><bdi>${chat.name}</bdi><br /><span class="soft small">${since}</span></span>${isWhole && !isLast && remove}
      </div>
      ${isWhole && isLast && html`<p class="soft">${t("errors.reason.last-way-in")}</p>`}`,
  });
}

function Begin({ chat, bot }: LinkProps): Html {
  const { t } = usePage();
  if (bot === undefined) return Notice({ text: t("errors.reason.no-bot") });
  return Card({
    title: t(chat === undefined ? "telegram.link.begin.title" : "telegram.link.again.title"),
    children: html`<p class="soft">${t("telegram.link.begin.text", { bot })}</p>
      ${chat !== undefined && html`<p class="soft">${t("telegram.link.again.text", { name: chat.name })}</p>`}
      <form method="post" action="/account/telegram">
        ${Button({ label: t("telegram.link.begin.action"), kind: chat === undefined ? "primary" : "plain", icon: "send" })}
      </form>`,
  });
}
