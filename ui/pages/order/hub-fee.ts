import type { Order } from "../../../app/orders/find-order.ts";
import { Facts } from "../../components/facts.ts";
import { Money } from "../../components/money.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

/** What of a total goes to the hub, for whoever pays the total; nothing where the hub keeps nothing. */
export function HubFeeNote(hubFeeMsat: bigint): Slot {
  if (hubFeeMsat === 0n) return undefined;
  const { t, format } = usePage();
  return html`<p class="soft small">${t("ledger.fee.buyer", { amount: format.sats(hubFeeMsat, { isExact: true }) })}</p>`;
}

/** The same for the seller: what goes off the total, and what is left. */
export function HubFeeFacts({ totalMsat, hubFeeMsat }: Pick<Order, "totalMsat" | "hubFeeMsat">): Slot {
  if (hubFeeMsat === 0n) return undefined;
  const { t } = usePage();
  return Facts({
    facts: [
      { name: t("ledger.fee.order"), value: Money({ amountMsat: hubFeeMsat, isExact: true }) },
      { name: t("ledger.fee.order.yours"), value: Money({ amountMsat: totalMsat - hubFeeMsat, isExact: true }) },
    ],
  });
}
