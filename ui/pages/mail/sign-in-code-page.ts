import type { OwnRequest } from "../../../app/accounts/mail/request.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Link } from "../../components/link.ts";
import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { CodeField } from "./code-field.ts";
import { Digits } from "./digits.ts";
import { GoOn } from "./go-on.ts";

export interface SignInCodeProps {
  request: OwnRequest;
  problem?: "wrong-code" | undefined;
  /** Whether a chat that is linked is asked as well. */
  hasBot: boolean;
}

/**
 * After asking: the code is typed here, or the link opened here, or on another device, whereupon this page goes on by
 * itself. It does not look again without scripts, because that would take away what is half typed.
 */
export function signInCodePage(page: Page, props: SignInCodeProps): string {
  const { t } = page;
  const { request } = props;
  const head = { title: t("signIn.mail.code.title"), width: "form", isPrivate: true, islands: ["waiting"] } as const;
  return renderPage(
    page,
    head,
    () => html`<div data-waiting data-state=${request.state}>
      ${request.state === "approved" ? GoOn({ action: "/sign-in/mail/finish" }) : Waiting(props)}
    </div>`,
  );
}

function Waiting({ request, problem, hasBot }: SignInCodeProps): Html {
  const { t } = usePage();
  const errors = problem === undefined ? [] : [{ name: "code", message: t(`errors.reason.${problem}`) }];
  const lead = request.purpose === "sign-in" ? "signIn.mail.code.lead" : "signIn.mail.code.lead.keep";
  return html`<div class="stack stack-wide">
    ${ErrorSummary({ errors })}
    ${PageHead({ title: t("signIn.mail.code.title"), lead: t(lead, { address: request.address }) })}
    <form class="form" method="post" action="/sign-in/mail/code">
      ${CodeField({ problem })}
      ${Button({ label: t("signIn.mail.code.action"), kind: "primary", size: "large", isWide: true })}
    </form>
    ${OtherDevice({ request, hasBot: hasBot && request.purpose === "sign-in" })} ${NoMail()}
  </div>`;
}

function OtherDevice({ request, hasBot }: { request: OwnRequest; hasBot: boolean }): Html {
  const { t } = usePage();
  return Card({
    title: t("signIn.mail.other.title"),
    children: html`<p class="soft">${t("signIn.mail.other.text")}</p>
      ${Digits(request)}
      ${hasBot && html`<p class="soft">${t("telegram.mail-too")}</p>`}
      <noscript><p>${LinkButton({ href: "/sign-in/mail/waiting", label: t("signIn.mail.other.wait"), icon: "hourglass" })}</p></noscript>`,
  });
}

function NoMail(): Html {
  const { t } = usePage();
  return Disclosure({
    summary: t("signIn.mail.none.title"),
    children: html`<p>${t("signIn.mail.none.text")}</p>
      <p>${Link({ href: "/sign-in", label: t("signIn.mail.none.again") })}</p>`,
  });
}
