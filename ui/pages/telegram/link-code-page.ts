import type { ChatRequest } from "../../../app/accounts/telegram/find-chat-request.ts";
import type { OwnChat } from "../../../app/accounts/telegram/read-own-chat.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer } from "../../components/copy-field.ts";
import { Icon } from "../../components/icon.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { OpenBot } from "./open-bot.ts";

export interface LinkCodeProps {
  request: ChatRequest;
  /** The chat that is linked now. */
  chat: OwnChat | undefined;
  bot: string | undefined;
  back: string;
  /** The person's own page. */
  home: string;
}

const LOOK_AGAIN_SECONDS = 4;

/** The code for the bot, and what became of it. */
export function linkCodePage(page: Page, props: LinkCodeProps): string {
  const { request } = props;
  const isWaiting = request.state === "waiting" && props.bot !== undefined;
  const head = {
    title: page.t("telegram.link.title"),
    width: "form",
    isPrivate: true,
    islands: ["waiting", "copy"],
    refreshSeconds: isWaiting ? LOOK_AGAIN_SECONDS : undefined,
  } as const;
  return renderPage(page, head, () => [
    html`<div data-waiting data-state=${request.state}><div class="stack stack-wide">${stateOf(props)}</div></div>`,
    CopyAnnouncer(),
  ]);
}

function stateOf(props: LinkCodeProps): Slot {
  const { t } = usePage();
  const { state, createdAtMs } = props.request;
  if (state === "over") return [Over(), On({ href: props.back, label: t("telegram.over.again") })];
  if (state !== "used") return Code(props);
  // The code was told by a chat that could not be linked, or one was linked by it.
  const { chat } = props;
  const isLinked = chat !== undefined && chat.createdAtMs >= createdAtMs;
  if (!isLinked) return [NotLinked(), On({ href: props.back, label: t("telegram.link.taken.again") })];
  return [Done({ ...props, chat }), On({ href: props.home, label: t("account.title") })];
}

function Code({ request, bot, back }: LinkCodeProps): Slot {
  const { t } = usePage();
  const head = PageHead({
    title: t("telegram.link.code.title"),
    lead: t("telegram.link.code.lead"),
    back: { href: back, label: t("telegram.link.title") },
  });
  if (bot === undefined) return [head, Notice({ tone: "warn", text: t("errors.reason.no-bot") })];
  const waiting = html`<p class="waiting">${Icon({ name: "hourglass" })}<span>${t("telegram.by-itself")}</span></p>`;
  return [head, html`<div class="stack">${Card({ children: OpenBot({ bot, code: request.code }) })}${waiting}</div>`];
}

function Done({ chat, bot = "" }: LinkCodeProps & { chat: OwnChat }): Html {
  const { t } = usePage();
  return html`<div class="stack">
    ${PageHead({ title: t("telegram.link.done.title"), lead: t("telegram.link.done.text", { bot }) })}
    ${Notice({ tone: "good", text: t("telegram.card.linked", { name: chat.name }) })}
  </div>`;
}

function NotLinked(): Html {
  const { t } = usePage();
  return PageHead({ title: t("telegram.link.taken.title"), lead: t("telegram.link.taken.text") });
}

function Over(): Html {
  const { t } = usePage();
  return PageHead({ title: t("telegram.link.over.title"), lead: t("telegram.link.over.text") });
}

function On({ href, label }: { href: string; label: string }): Html {
  return html`<div class="row">${LinkButton({ href, label, kind: "primary" })}</div>`;
}
