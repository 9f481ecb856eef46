import type { Order } from "../../../app/orders/find-order.ts";
import { usePage } from "../../page.ts";
import { handoverOf } from "./view.ts";

/** What happens next with an order, and by when, as its buyer needs to know it. */
export function nextStep(order: Order): string {
  const { t, format } = usePage();
  switch (order.state) {
    case "open":
      return t("order.next.open", { time: format.time(order.charge.expiresAtMs) });
    case "paid":
      return afterPaying(order);
    case "shipped":
      return handoverOf(order) === "pickup"
        ? t("order.next.shipped.ready")
        : `${t("order.next.shipped")} ${t("order.next.quiet")}`;
    case "received":
      return t("order.next.received");
    case "closed":
      return t("order.next.closed");
    case "expired":
      return t("order.next.expired");
    case "cancelled":
      return t("order.next.cancelled");
  }
}

function afterPaying(order: Order): string {
  const { t } = usePage();
  const handover = handoverOf(order);
  if (handover === "pickup") return t("order.next.paid.ready");
  return handover === "post" ? t("order.next.paid") : t("order.next.paid.send");
}
