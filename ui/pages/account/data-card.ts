import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Taking along what the hub knows, and making it forget. Both need a fresh proof, and lead there first. */
export function DataCard(): Html {
  const { t } = usePage();
  return Card({
    title: t("people.data.title"),
    children: html`<p class="soft">${t("people.data.export.text")}</p>
      <div class="row">
        ${LinkButton({ href: afterProof("/account/export"), label: t("people.data.export"), icon: "download" })}
        ${LinkButton({ href: afterProof("/account/erase"), label: t("people.data.erase"), kind: "quiet", icon: "trash-2" })}
      </div>`,
  });
}

function afterProof(path: string): string {
  return usePage().viewer.hasProved ? path : `/account/confirm?wanted=${encodeURIComponent(path)}`;
}
