import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** In place of what would be refused, since the last proof is too old for money. */
export function ProveIt({ wanted, text }: { wanted: string; text?: string }): Html {
  const { t } = usePage();
  return Notice({
    text: text ?? t("money.proof.text"),
    action: LinkButton({
      href: `/account/confirm?wanted=${encodeURIComponent(wanted)}`,
      label: t("money.proof.action"),
      icon: "shield-check",
    }),
  });
}
