import type { ChatRequest } from "../../../app/accounts/telegram/find-chat-request.ts";
import { Card } from "../../components/card.ts";
import { CopyAnnouncer } from "../../components/copy-field.ts";
import { Icon } from "../../components/icon.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Digits } from "../mail/digits.ts";
import { GoOn } from "../mail/go-on.ts";
import { OpenBot } from "./open-bot.ts";

export interface ChatWaitingProps {
  request: ChatRequest;
  /** Undefined when Telegram has just gone away. */
  bot: string | undefined;
  /** Where the page goes on once somebody has said yes. */
  finish: string;
  /** Where another way can be chosen. */
  back: string;
}

const LOOK_AGAIN_SECONDS = 4;

/** For who is asked in a chat: nothing is typed here, so the page may look again by itself. */
export function chatWaitingPage(page: Page, props: ChatWaitingProps): string {
  const { request, finish } = props;
  const isApproved = request.state === "approved";
  const head = {
    title: page.t("telegram.waiting.title"),
    width: "form",
    isPrivate: true,
    islands: ["waiting", "copy"],
    refreshSeconds: isApproved ? undefined : LOOK_AGAIN_SECONDS,
  } as const;
  return renderPage(page, head, () => [
    html`<div data-waiting data-state=${request.state}>
      ${isApproved ? GoOn({ action: finish }) : html`<div class="stack">${stepOf(props)}</div>`}
    </div>`,
    CopyAnnouncer(),
  ]);
}

function stepOf(props: ChatWaitingProps): Html {
  const { bot } = props;
  if (bot === undefined) return Away(props);
  return props.request.state === "asked" ? Asked({ ...props, bot }) : Begin({ ...props, bot });
}

type Reachable = ChatWaitingProps & { bot: string };

/** The chat is not known yet: it has to tell the code of this screen. */
function Begin({ request, bot, back }: Reachable): Html {
  const { t } = usePage();
  return html`<div class="stack stack-wide">
    ${PageHead({ title: t("telegram.waiting.title"), lead: t("telegram.waiting.lead"), back: { href: back, label: t("telegram.other-way") } })}
    <div class="stack">
      ${Card({ children: OpenBot({ bot, code: request.code }) })}
      ${Card({ title: t("telegram.press.title"), children: html`<p class="soft">${t("telegram.press.text")}</p>${Digits(request)}` })}
      ${ByItself()}
    </div>
  </div>`;
}

/** The question is in the chat, and only its number is needed. */
function Asked({ request, bot, back }: Reachable): Html {
  const { t } = usePage();
  return html`<div class="stack">
    ${PageHead({ title: t("telegram.asked.title"), lead: t("telegram.asked.lead", { bot }), back: { href: back, label: t("telegram.other-way") } })}
    ${Digits(request)} ${ByItself()}
  </div>`;
}

function Away({ back }: ChatWaitingProps): Html {
  const { t } = usePage();
  return html`<div class="stack">
    ${PageHead({ title: t("telegram.waiting.title"), back: { href: back, label: t("telegram.other-way") } })}
    ${Notice({ tone: "warn", text: t("errors.reason.no-bot") })}
  </div>`;
}

function ByItself(): Html {
  const { t } = usePage();
  return html`<p class="waiting">${Icon({ name: "hourglass" })}<span>${t("telegram.by-itself")}</span></p>`;
}
