import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { mistypedAddress } from "./mistyped-address.ts";

export interface AddressesProps {
  emails: readonly string[];
  /** Without the one that is left nobody could come in. */
  isLast: boolean;
  /** Whether anything may be taken away, too: not for who came in by a backup sheet. */
  isWhole: boolean;
  /** The person's own page. */
  home: string;
  sendsMail: boolean;
  /** What was typed and is no address. */
  mistyped?: string | undefined;
}

/** A person's addresses: one more, or one less. */
export function addressesPage(page: Page, props: AddressesProps): string {
  const { t } = page;
  return renderPage(page, { title: t("mail.addresses.title"), width: "form", isPrivate: true }, () => [
    ErrorSummary({ errors: mistypedAddress(t, props.mistyped) }),
    PageHead({
      title: t("mail.addresses.title"),
      lead: t("mail.addresses.lead"),
      back: { href: props.home, label: t("mail.addresses.back") },
    }),
    html`<div class="stack">${props.emails.length > 0 && Own(props)}${Add(props)}</div>`,
  ]);
}

function Own({ emails, isLast, isWhole }: AddressesProps): Html {
  const { t } = usePage();
  return Card({
    title: t("mail.addresses.own"),
    children: html`<ul class="stack">
        ${emails.map((address) => html`<li class="row row-apart"><span>${address}</span>${isWhole && !isLast && Remove({ address })}</li>`)}
      </ul>
      ${isWhole && isLast && html`<p class="soft">${t("errors.reason.last-way-in")}</p>`}`,
  });
}

function Remove({ address }: { address: string }): Html {
  const { t } = usePage();
  return html`<form method="post" action="/account/addresses/remove">
    <input type="hidden" name="address" value=${address} />
    ${Button({ label: t("mail.addresses.remove"), spoken: t("mail.addresses.remove.of", { address }), kind: "danger" })}
  </form>`;
}

function Add({ sendsMail, mistyped }: AddressesProps): Html {
  const { t } = usePage();
  if (!sendsMail) return Notice({ text: t("errors.reason.no-mail") });
  const typed = mistyped === undefined ? {} : { value: mistyped, error: t("errors.field.email") };
  return Card({
    title: t("mail.addresses.add"),
    children: html`<form class="form" method="post" action="/account/addresses">
      ${Field({ kind: "text", type: "email", name: "address", label: t("signIn.mail.address"), hint: t("mail.addresses.hint"), maxLength: 254, autocomplete: "email", inputMode: "email", ...typed })}
      <div>${Button({ label: t("mail.addresses.send"), kind: "primary", icon: "mail" })}</div>
    </form>`,
  });
}
