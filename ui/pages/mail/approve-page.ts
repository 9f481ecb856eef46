import { Button } from "../../components/button.ts";
import { Field } from "../../components/field.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export interface ApproveProps {
  token: string;
  /** The browser that waits, as it describes itself. */
  device: string;
  createdAtMs: bigint;
}

/** The link was opened elsewhere than it was asked for: nobody comes in here, but may let the other screen in. */
export function approvePage(page: Page, props: ApproveProps): string {
  const { t } = page;
  return renderPage(page, { title: t("signIn.mail.approve.title"), width: "form", isPrivate: true }, () => [
    PageHead({ title: t("signIn.mail.approve.title"), lead: askedBy(props) }),
    YesForm(props),
    NoForm(props),
  ]);
}

function askedBy({ device, createdAtMs }: ApproveProps): string {
  const { t, format, nowMs } = usePage();
  const when = format.relative(createdAtMs, nowMs);
  return device === ""
    ? t("signIn.mail.approve.text", { when })
    : t("signIn.mail.approve.text.device", { device, when });
}

function YesForm({ token }: ApproveProps): Html {
  const { t } = usePage();
  return html`<form class="form" method="post" action="/sign-in/link/answer">
    <input type="hidden" name="code" value=${token} />
    ${Field({ kind: "text", name: "digits", label: t("signIn.mail.approve.digits"), hint: t("signIn.mail.approve.digits.hint"), inputMode: "numeric", maxLength: 4, autocomplete: "off" })}
    ${Button({ label: t("signIn.mail.approve.yes"), kind: "primary", size: "large", icon: "check", isWide: true })}
  </form>`;
}

function NoForm({ token }: ApproveProps): Html {
  const { t } = usePage();
  return html`<form class="stack stack-close" method="post" action="/sign-in/link/answer">
    <input type="hidden" name="code" value=${token} />
    <p class="soft">${t("signIn.mail.approve.not-you")}</p>
    <div class="row">${Button({ label: t("signIn.mail.approve.no"), icon: "ban", name: "no", value: "1" })}</div>
  </form>`;
}
