import type { Order } from "../../../app/orders/find-order.ts";
import type { SeenOutput } from "../../../app/payments/find-chain-charge.ts";
import { Card } from "../../components/card.ts";
import { Short } from "../../components/copy-field.ts";
import { Icon } from "../../components/icon.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { comingTo, stands } from "./due.ts";

/** Each transaction that was seen, and how deep it is; and e-cash whose mint cannot be asked now. */
export function Coming({ coming, heldMsat }: { coming: readonly SeenOutput[]; heldMsat: bigint }): Html {
  return html`<ul class="coming">
    ${heldMsat > 0n && Held(heldMsat)}
    ${coming.map(
      (output) => html`<li>
        <span class="waiting">${Icon({ name: "hourglass" })}<span>${depth(output)}</span></span>
        <span class="soft small">${usePage().t("rails.transaction")} ${Short({ text: output.txid })}</span>
      </li>`,
    )}
  </ul>`;
}

function Held(heldMsat: bigint): Html {
  const { t, format } = usePage();
  const text = t("rails.held", { amount: format.sats(heldMsat, { isExact: true }) });
  return html`<li><span class="waiting">${Icon({ name: "hourglass" })}<span>${text}</span></span></li>`;
}

function depth({ amountMsat, confirmations, confirmationsNeeded }: SeenOutput): string {
  const { t, format } = usePage();
  const [count, needed] = [Number(confirmations), format.number(confirmationsNeeded)];
  return t("rails.seen", { amount: format.sats(amountMsat, { isExact: true }), count, needed });
}

/** The same as a card, for pages that do not ask for money. */
export function ComingCard({ order }: { order: Order }): Slot {
  const coming = comingTo(order);
  const { heldMsat } = order.charge;
  if (coming.length === 0 && heldMsat === 0n) return undefined;
  return Card({ title: usePage().t("rails.coming.card"), children: Coming({ coming, heldMsat }) });
}

/** That a payment counted and no longer does, and whether to wait or to pay again. */
export function TakenBack({ order, isComing }: { order: Order; isComing: boolean }): Slot {
  const { t, format } = usePage();
  const taken = order.payments.filter((payment) => !stands(payment));
  const isPaidAgain = order.payments.some((payment) => stands(payment) && payment.rail === "chain");
  if (taken.length === 0 || isPaidAgain) return undefined;
  const amount = format.sats(
    taken.reduce((sum, payment) => sum + payment.amountMsat, 0n),
    { isExact: true },
  );
  const text = t(isComing ? "rails.taken.wait" : "rails.taken.again", { amount });
  return Notice({ tone: "warn", title: t("rails.taken.title"), text });
}
