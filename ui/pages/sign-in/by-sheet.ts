import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** For whoever has lost everything but the printed sheet. */
export function BySheet(): Html {
  const { t } = usePage();
  return Card({
    title: t("backup.way.title"),
    children: html`<p class="soft">${t("backup.way.text")}</p>
      <div class="row">${LinkButton({ href: "/recover", label: t("backup.way.action"), icon: "file-text" })}</div>`,
  });
}
