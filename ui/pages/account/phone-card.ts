import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** From the screen to the phone without typing anything. */
export function PhoneCard(): Html {
  const { t } = usePage();
  return Card({
    title: t("backup.screen.card"),
    children: html`<p class="soft">${t("backup.screen.card.text")}</p>
      <div class="row">${LinkButton({ href: "/account/phone", label: t("backup.screen.title"), icon: "qr-code" })}</div>`,
  });
}
