import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface ByMailProps {
  wanted: string;
  /** What was typed and is no address. */
  mistyped?: string | undefined;
}

/** For whoever has added an address to their account: a link and a code by mail. */
export function ByMail({ wanted, mistyped }: ByMailProps): Html {
  const { t } = usePage();
  const typed = mistyped === undefined ? {} : { value: mistyped, error: t("errors.field.email") };
  return Card({
    title: t("signIn.mail.title"),
    children: html`<form class="form" method="post" action="/sign-in/mail">
      <input type="hidden" name="wanted" value=${wanted} />
      ${Field({ kind: "text", type: "email", name: "address", label: t("signIn.mail.address"), hint: t("signIn.mail.hint"), maxLength: 254, autocomplete: "email", inputMode: "email", ...typed })}
      <div>${Button({ label: t("signIn.mail.action"), icon: "mail" })}</div>
    </form>`,
  });
}
