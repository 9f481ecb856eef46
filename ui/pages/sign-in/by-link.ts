import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** For whoever was given a one-time link: by the terminal, by the owner, by `satoshop login-link`. */
export function ByLink(): Html {
  const { t } = usePage();
  const [before, command, after] = t("signIn.link.text").split("`");
  return Card({
    title: t("signIn.link.title"),
    children: html`<p class="soft">${before}<code>${command}</code>${after}</p>
      <div class="row">${LinkButton({ href: "/join", label: t("signIn.link.action"), icon: "ticket" })}</div>`,
  });
}
