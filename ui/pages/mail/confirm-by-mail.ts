import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** A code to one of the person's own addresses. */
export function ConfirmByMail({ emails, wanted }: { emails: readonly string[]; wanted: string }): Html {
  const { t } = usePage();
  const [only = ""] = emails;
  const options = emails.map((address) => ({ value: address, label: address }));
  return Card({
    title: t("mail.confirm.title"),
    children: html`<form class="form" method="post" action="/account/confirm/mail">
      <input type="hidden" name="wanted" value=${wanted} />
      ${
        emails.length === 1
          ? html`<p class="soft">${t("mail.confirm.text", { address: only })}</p><input type="hidden" name="address" value=${only} />`
          : Field({ kind: "select", name: "address", label: t("mail.confirm.address"), options, value: only })
      }
      <div>${Button({ label: t("mail.confirm.action"), icon: "mail" })}</div>
    </form>`,
  });
}
