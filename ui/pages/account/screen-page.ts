import type { PhoneLink } from "../../../app/accounts/phone/find-phone-link.ts";
import { Button } from "../../components/button.ts";
import type { ButtonKind } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Countdown } from "../../components/countdown.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Live } from "../../components/live.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Qr } from "../../components/qr.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface ScreenProps {
  /** Undefined before the first code was asked for. */
  link: PhoneLink | undefined;
  /** Where the phone finds the hub. */
  address: string;
}

/** How often the page looks again without scripts; the code is good for a minute. */
const REFRESH_SECONDS = 5;

/** The screen's side of signing in a phone: the code, and what became of it. */
export function screenPage(page: Page, { link, address }: ScreenProps): string {
  const { t } = page;
  const isWaiting = link?.state === "waiting";
  const head = { title: t("backup.screen.title"), width: "form", isPrivate: true } as const;
  const live = isWaiting ? ({ islands: ["live", "countdown"], refreshSeconds: REFRESH_SECONDS } as const) : {};
  return renderPage(page, { ...head, ...live }, () => [
    PageHead({
      title: t("backup.screen.title"),
      lead: t("backup.screen.lead"),
      back: { href: "/account", label: t("account.title") },
    }),
    LocalWarning({ address }),
    link === undefined ? Make({ label: t("backup.screen.make") }) : Shown({ link, address }),
  ]);
}

/** A phone's `localhost` is the phone itself. */
function LocalWarning({ address }: { address: string }): Slot {
  const { hostname, host } = new URL(address);
  if (!/^(?:localhost|127\.|\[::1\])/.test(hostname)) return undefined;
  return Notice({ tone: "warn", text: usePage().t("backup.screen.local", { host }) });
}

function Shown({ link, address }: { link: PhoneLink; address: string }): Html {
  return Live({
    id: "phone-link",
    events: "/account/phone/events",
    state: link.state,
    says: link.state === "used" ? usePage().t("backup.screen.used") : undefined,
    isFinal: link.state !== "waiting",
    children: html`<div class="stack">${StateOf({ link, address })}</div>`,
  });
}

function StateOf({ link, address }: { link: PhoneLink; address: string }): Slot {
  const { t } = usePage();
  if (link.state === "waiting") return Waiting({ link, address });
  if (link.state === "used") return Used({ device: link.device });
  return [
    Notice({ title: t("backup.screen.over"), text: t("backup.screen.over.text") }),
    Make({ label: t("backup.screen.again") }),
  ];
}

function Waiting({ link, address }: { link: PhoneLink & { state: "waiting" }; address: string }): Slot {
  const { t } = usePage();
  return Card({
    children: html`<div class="pay-now">
        ${Qr({ text: `${address}/phone#${link.token}`, label: t("backup.screen.qr") })}
        ${Countdown({ label: t("backup.screen.left"), untilMs: Number(link.expiresAtMs), sinceMs: Number(link.createdAtMs) })}
      </div>
      <ol>
        <li>${t("backup.screen.how.scan")}</li>
        <li>${t("backup.screen.how.check")}</li>
        <li>${t("backup.screen.how.press")}</li>
      </ol>`,
  });
}

function Used({ device }: { device: string }): Slot {
  const { t } = usePage();
  const text = device === "" ? t("backup.screen.used.unknown") : t("backup.screen.used.on", { device });
  return [
    Notice({ tone: "good", title: t("backup.screen.used"), text }),
    html`<div class="row">
      ${LinkButton({ href: "/account", label: t("backup.screen.devices"), kind: "primary" })}
      ${Make({ label: t("backup.screen.again"), kind: "plain" })}
    </div>`,
  ];
}

function Make({ label, kind = "primary" }: { label: string; kind?: ButtonKind }): Html {
  return html`<form method="post" action="/account/phone">${Button({ label, kind, icon: "qr-code" })}</form>`;
}
