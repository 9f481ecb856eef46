import { LinkButton } from "../../../components/link-button.ts";
import { Notice } from "../../../components/notice.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";

/** In place of forms that would be refused, since the person's last proof is too old for them. */
export function ProveFirst(): Html {
  const { t, path } = usePage();
  return Notice({
    text: t("people.prove.text"),
    action: LinkButton({
      href: `/account/confirm?wanted=${encodeURIComponent(path)}`,
      label: t("people.prove.action"),
      icon: "shield-check",
    }),
  });
}
