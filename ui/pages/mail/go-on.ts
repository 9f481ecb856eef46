import { Button } from "../../components/button.ts";
import { PageHead } from "../../components/page-head.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Somebody has said yes on another device; the `waiting` island presses the button by itself. */
export function GoOn({ action }: { action: string }): Html {
  const { t } = usePage();
  return html`<div class="stack">
    ${PageHead({ title: t("signIn.mail.yes.title"), lead: t("signIn.mail.yes.text") })}
    <form method="post" action=${action} data-go-on>
      ${Button({ label: t("signIn.mail.yes.action"), kind: "primary", size: "large", icon: "arrow-right", isWide: true })}
    </form>
  </div>`;
}
