import type { AskedQuestion } from "../../../app/accounts/keys/find-question.ts";
import { Button } from "../../components/button.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Countdown } from "../../components/countdown.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Icon } from "../../components/icon.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Qr } from "../../components/qr.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface WalletProps {
  base: string;
  /** Where the wallet brings its answer; its host name is what the wallet shows. */
  origin: string;
  lnurl: string;
  question: AskedQuestion;
}

/** Without scripts, this often; with them, the island looks more often. */
const LOOK_AGAIN_SECONDS = 5;

/** A question to a wallet. When the wallet has answered, the same page goes on. */
export function walletPage(page: Page, props: WalletProps): string {
  const { question } = props;
  const isWaiting = question.state === "waiting";
  const head = {
    title: page.t(`keys.wallet.title.${question.purpose}`),
    width: "form",
    isPrivate: true,
    islands: ["copy", "countdown", "waiting"],
    refreshSeconds: isWaiting ? LOOK_AGAIN_SECONDS : undefined,
  } as const;
  return renderPage(page, head, () => [
    html`<div id="wallet" data-waiting data-state=${question.state}>${isWaiting ? Ask(props) : Answered(props)}</div>`,
    CopyAnnouncer(),
  ]);
}

function Ask({ origin, lnurl, question }: WalletProps): Html {
  const { t } = usePage();
  const { hostname } = new URL(origin);
  const untilMs = Number(question.expiresAtMs);
  return html`<div class="pay">
    <h1>${t(`keys.wallet.title.${question.purpose}`)}</h1>
    <p class="lead">${t("keys.wallet.lead", { host: hostname })}</p>
    ${Qr({ text: lnurl, label: t("keys.wallet.qr") })}
    ${LinkButton({ href: `lightning:${lnurl}`, label: t("keys.wallet.open"), kind: "primary", size: "large", icon: "wallet", isWide: true })}
    ${CopyField({ id: "lnurl", label: t("keys.wallet.copy"), value: lnurl })}
    ${Countdown({ label: t("keys.wallet.left"), untilMs, sinceMs: untilMs - LIFETIME_MS })}
    <p class="waiting">${Icon({ name: "hourglass" })}<span>${t("keys.wallet.waiting")}</span></p>
    <noscript><p class="soft small">${t("keys.wallet.no-script")}</p></noscript>
    ${Help({ origin })}
  </div>`;
}

/** How long a question is good for; gives the bar its length. */
const LIFETIME_MS = 600_000;

function Help({ origin }: Pick<WalletProps, "origin">): Html {
  const { t } = usePage();
  const { protocol, hostname } = new URL(origin);
  const isPlain = protocol === "http:" && !hostname.endsWith(".onion");
  return html`<div class="help">
    ${Disclosure({
      summary: t("keys.wallet.help"),
      children: html`<p>${t("keys.wallet.help.lnurl")}</p>
        ${isPlain && html`<p>${t("keys.wallet.help.https", { host: hostname })}</p>`}
        <p>${t("keys.wallet.help.hosts")}</p>`,
    })}
  </div>`;
}

function Answered({ base, question }: WalletProps): Html {
  const { t } = usePage();
  return html`<div class="pay">
    <h1>${t("keys.wallet.answered.title")}</h1>
    <p class="lead">${t("keys.wallet.answered.text")}</p>
    <form method="post" action=${`${base}/wallet/${question.id}`} data-go-on>
      ${Button({ label: t("keys.wallet.answered.action"), kind: "primary", size: "large", icon: "arrow-right", isWide: true })}
    </form>
  </div>`;
}
