import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Field } from "../../../components/field.ts";
import { html } from "../../../html.ts";
import type { Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { FormError } from "../../labelled.ts";
import { errorAt } from "../../money/sending-form.ts";

/** As typed. */
export interface OfflineForm {
  sale: string;
  total: string;
}

export interface OfflineProps {
  offline: OfflineForm;
  /** What waits now until mints can be asked. */
  heldMsat: bigint;
  errors: readonly FormError[];
}

/** How much is let out of hand for e-cash whose mint cannot be asked, as at a market without a line. */
export function OfflineCard({ offline, heldMsat, errors }: OfflineProps): Slot {
  const { t, format, viewer } = usePage();
  if (!viewer.may("ecash.mints") || !viewer.hasProved) return undefined;
  const sats = { kind: "text", inputMode: "numeric", maxLength: 16, autocomplete: "off", unit: "sat" } as const;
  return Card({
    title: t("ecash.offline.title"),
    children: html`<p class="soft">${t("ecash.offline.lead")}</p>
      ${heldMsat > 0n && html`<p>${t("ecash.offline.held", { amount: format.sats(heldMsat, { isExact: true }) })}</p>`}
      <form class="form" method="post" action="/owner/ecash/offline">
        ${Field({
          ...sats,
          name: "sale",
          label: t("ecash.offline.sale"),
          hint: t("ecash.offline.sale.hint"),
          value: offline.sale,
          ...errorAt(errors, "sale"),
        })}
        ${Field({
          ...sats,
          name: "total",
          label: t("ecash.offline.total"),
          value: offline.total,
          ...errorAt(errors, "total"),
        })}
        <div class="row">${Button({ label: t("ecash.offline.save") })}</div>
      </form>`,
  });
}
