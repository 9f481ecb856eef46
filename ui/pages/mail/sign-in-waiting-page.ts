import type { OwnRequest } from "../../../app/accounts/mail/request.ts";
import { BackLink } from "../../components/back-link.ts";
import { Icon } from "../../components/icon.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Digits } from "./digits.ts";
import { GoOn } from "./go-on.ts";

const LOOK_AGAIN_SECONDS = 5;

/** For who opens the link on another device: nothing is typed here, so the page may look again by itself. */
export function signInWaitingPage(page: Page, request: OwnRequest): string {
  const isWaiting = request.state === "waiting";
  const head = {
    title: page.t("signIn.mail.waiting.title"),
    width: "form",
    isPrivate: true,
    islands: ["waiting"],
    refreshSeconds: isWaiting ? LOOK_AGAIN_SECONDS : undefined,
  } as const;
  return renderPage(
    page,
    head,
    () =>
      html`<div data-waiting data-state=${request.state}>${isWaiting ? Waiting(request) : GoOn({ action: "/sign-in/mail/finish" })}</div>`,
  );
}

function Waiting({ address, digits }: OwnRequest): Html {
  const { t } = usePage();
  return html`<div class="stack">
    <div class="page-head">
      ${BackLink({ href: "/sign-in/mail/code", label: t("signIn.mail.waiting.back") })}
      <h1>${t("signIn.mail.waiting.title")}</h1>
      <p class="lead">${t("signIn.mail.waiting.text", { address })}</p>
    </div>
    ${Digits({ digits })}
    <p class="waiting">${Icon({ name: "hourglass" })}<span>${t("signIn.mail.waiting.by-itself")}</span></p>
  </div>`;
}
