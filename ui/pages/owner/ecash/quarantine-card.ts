import type { ListedMint } from "../../../../app/ecash/list-mints.ts";
import { Card } from "../../../components/card.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";

const REASONS = ["keys-changed", "signature-wrong", "never-paid"] as const;

/** What a mint has done, what that means, and what somebody has to do about it. */
export function QuarantineCard({ mint, release }: { mint: ListedMint; release: Slot }): Html {
  const { t, format } = usePage();
  const reason = REASONS.find((each) => each === mint.reason) ?? "other";
  return Card({
    title: t("ecash.quarantine.title"),
    children: [
      html`<p class="soft small">${format.dateTime(mint.updatedAtMs)}</p>`,
      html`<p>${t(`ecash.quarantine.${reason}`)}</p>`,
      html`<p><strong>${t("ecash.quarantine.todo")}</strong><br />${t(`ecash.quarantine.${reason}.do`)}</p>`,
      release,
    ],
  });
}
