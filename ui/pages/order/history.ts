import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { HistoryLine } from "./view.ts";

/** What happened so far, oldest first, as the order's own events tell it. */
export function History({ history }: { history: readonly HistoryLine[] }): Html {
  const { format } = usePage();
  return html`<ol class="history">
    ${history.map((line) => html`<li><time datetime=${new Date(Number(line.atMs)).toISOString()}>${format.dateTime(line.atMs)}</time><span>${words(line)}</span></li>`)}
  </ol>`;
}

function words(line: HistoryLine): string {
  const { t, format } = usePage();
  const amount = (msat: bigint | undefined) => format.sats(msat ?? 0n, { isExact: true });
  switch (line.type) {
    case "order.placed":
      return t("order.event.placed");
    case "charge.invoiced":
      return t("order.event.invoice");
    case "charge.invoice-cancelled":
      return t("order.event.invoice-cancelled");
    case "order.paid":
      return paid(line);
    case "charge.addressed":
      return t("order.event.address");
    case "payment.seen":
      return t("order.event.seen", { amount: amount(line.amountMsat) });
    case "payment.gone":
      return t("order.event.gone", { amount: amount(line.amountMsat) });
    case "payment.part":
      return t("order.event.part", { amount: amount(line.amountMsat) });
    case "payment.reversed":
      return t("order.event.reversed", { amount: amount(line.amountMsat) });
    case "payment.refundable":
      return t("order.event.refundable", { amount: amount(line.amountMsat) });
    case "order.shipped":
      return t("order.event.shipped");
    case "order.received":
      return t("order.event.received");
    case "order.expired":
      return t("order.event.expired");
    case "order.cancelled":
      return t("order.event.cancelled");
    case "order.closed":
      return t("order.event.closed");
    case "order.kept":
      return t("order.event.kept");
    case "delivery.erased":
      return t("order.event.erased");
    case "refund.asked":
      return t("money.event.refund.asked", { amount: amount(line.amountMsat) });
    case "refund.sent":
      return t("money.event.refund.sent", { amount: amount(line.amountMsat) });
    case "refund.by-hand":
      return t("money.event.refund.by-hand", { amount: amount(line.amountMsat) });
    case "refund.failed":
      return t("money.event.refund.failed");
    case "refund.cancelled":
      return t("money.event.refund.cancelled");
    default:
      return t("order.event.other");
  }
}

function paid({ amountMsat = 0n, refundableMsat = 0n }: HistoryLine): string {
  const { t, format } = usePage();
  const arrived = t("order.event.paid", { amount: format.sats(amountMsat, { isExact: true }) });
  if (refundableMsat === 0n) return arrived;
  return `${arrived}. ${t("order.event.overpaid", { amount: format.sats(refundableMsat, { isExact: true }) })}`;
}
