import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** On the account's page: by which addresses its person can come in, and the way to change them. */
export function AddressesCard({ emails }: { emails: readonly string[] }): Html {
  const { t } = usePage();
  const none = html`<p class="soft">${t("mail.addresses.none")}</p>`;
  const list = html`<ul class="stack stack-close">${emails.map((address) => html`<li>${address}</li>`)}</ul>`;
  const label = emails.length === 0 ? t("mail.addresses.add") : t("mail.addresses.change");
  return Card({
    title: t("mail.addresses.title"),
    children: html`${emails.length === 0 ? none : list}
      <div class="row">${LinkButton({ href: "/account/addresses", label, icon: emails.length === 0 ? "plus" : "mail" })}</div>`,
  });
}
