import { Button } from "../../components/button.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

/**
 * Where a mail's link leads. A person presses the button: programs that open links in mails press nothing. The link's
 * secret is behind the `#`, from where the `join` island takes it; without scripts the code is typed instead.
 */
export function signInLinkPage(page: Page, { problem }: { problem?: "incomplete" }): string {
  const { t, hubName } = page;
  const head = { title: t("signIn.mail.link.title"), width: "form", isPrivate: true, islands: ["join"] } as const;
  return renderPage(page, head, () => [
    problem !== undefined && Notice({ tone: "bad", text: t(`signIn.mail.link.${problem}`) }),
    PageHead({ title: t("signIn.mail.link.title"), lead: t("signIn.mail.link.text", { hub: hubName }) }),
    problem === undefined ? Press() : html`<div class="row">${TypeCode()}</div>`,
    problem === undefined && html`<noscript>${WithoutScript()}</noscript>`,
  ]);
}

function Press(): Html {
  const { t } = usePage();
  return html`<form class="needs-script" method="post" action="/sign-in/link" data-join>
    <input type="hidden" name="code" value="" />
    ${Button({ label: t("signIn.mail.link.action"), kind: "primary", size: "large", icon: "key-round", isWide: true })}
  </form>`;
}

function WithoutScript(): Html {
  const { t } = usePage();
  return html`<div class="stack">
    <p>${t("signIn.mail.link.no-script")}</p>
    <div class="row">${TypeCode()}</div>
  </div>`;
}

function TypeCode(): Html {
  return LinkButton({ href: "/sign-in/mail/code", label: usePage().t("signIn.mail.link.type"), kind: "primary" });
}
