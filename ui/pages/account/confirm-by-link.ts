import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { ConfirmProps } from "./confirm-page.ts";

/** For the owner alone: a new link can be made only by whoever holds the machine. */
export function ConfirmByLink({ wanted, problem }: ConfirmProps): Html {
  const { t } = usePage();
  const error = problem === "link-spent" ? { error: t("errors.reason.link-spent") } : {};
  return Card({
    title: t("account.confirm.link.title"),
    children: html`<p class="soft">${t("account.confirm.link.text")}</p>
      <p><code>satoshop login-link</code></p>
      <form class="form" method="post" action="/account/confirm/link">
        <input type="hidden" name="wanted" value=${wanted} />
        ${Field({ kind: "text", name: "code", label: t("account.confirm.link.code"), maxLength: 500, autocomplete: "off", ...error })}
        <div>${Button({ label: t("account.confirm.action"), kind: "primary", icon: "shield-check" })}</div>
      </form>`,
  });
}
