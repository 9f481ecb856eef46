import type { Order } from "../../../app/orders/find-order.ts";
import { Button } from "../../components/button.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Live } from "../../components/live.ts";
import { Notice } from "../../components/notice.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { PageHead } from "../../components/page-head.ts";
import { Paid } from "../../components/paid.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { ComingCard } from "./coming.ts";
import { comingTo, dueOf } from "./due.ts";
import { orderNumber } from "./number.ts";
import { Pay } from "./pay.ts";
import { nextStep } from "./next-step.ts";
import { OrderSteps } from "./steps.ts";
import { isOver } from "./view.ts";
import type { OrderView } from "./view.ts";

/**
 * Where the order is at this moment. The same part stands on the checkout and on the order page, so
 * that the one turns into the other in place.
 */
export function CurrentState(view: OrderView): Html {
  const { order, address } = view;
  return Live({
    id: "order-now",
    events: `${address}/events`,
    state: isAllComing(order) ? "coming" : order.state,
    says: says(order),
    isFinal: isOver(order),
    children: html`<div class="order-now">${byState(view)}</div>`,
  });
}

/** Open, but nothing is left to do: as much of a change to the buyer as being paid. */
function isAllComing(order: Order): boolean {
  return order.state === "open" && dueOf(order).missingMsat === 0n;
}

function says(order: Order): string {
  const { t } = usePage();
  if (isAllComing(order)) return t("rails.coming.title");
  return order.state === "paid" ? t("checkout.paid.announce") : t(`order.state.${order.state}`);
}

function byState(view: OrderView): Slot {
  const { order } = view;
  if (order.state === "open") return Pay(view);
  if (order.state === "expired" || order.state === "cancelled") return Ended(view);
  return [order.state === "paid" ? [JustPaid(view), Which(view)] : Heading(view), OrderSteps(view), Confirm(view)];
}

function JustPaid({ order, address }: OrderView): Html {
  const { t } = usePage();
  const title = t("checkout.paid.title");
  const text = t("checkout.paid.text", { stall: order.stall.title });
  const actions = html`<span class="only-checkout"
      >${LinkButton({ href: address, label: t("checkout.paid.next"), kind: "primary" })}</span
    >
    ${LinkButton({ href: `${address}/receipt`, label: t("checkout.paid.receipt"), icon: "receipt-text" })}`;
  return Paid({ title, text, actions });
}

function Heading({ order }: OrderView): Html {
  const { t } = usePage();
  return PageHead({
    title: t("order.title", { number: orderNumber(order.id) }),
    lead: isOver(order) ? `${nextStep(order)} ${fromAndWhen(order)}` : fromAndWhen(order),
    actions: OrderStateBadge({ state: order.state }),
  });
}

/** The moment of joy is about the payment; the number to quote stands under it. */
function Which({ order }: OrderView): Html {
  const number = usePage().t("order.title", { number: orderNumber(order.id) });
  return html`<p class="soft">${number} · ${fromAndWhen(order)}</p>`;
}

function fromAndWhen(order: Order): string {
  const { t, format } = usePage();
  return `${t("order.from", { stall: order.stall.title })} · ${t("order.placed", { time: format.dateTime(order.createdAtMs) })}`;
}

/** The buyer's own step: saying that the goods are here. */
function Confirm({ order, address }: OrderView): Slot {
  if (order.state !== "paid" && order.state !== "shipped") return undefined;
  const { t } = usePage();
  const kind = order.state === "shipped" ? "primary" : "plain";
  return html`<form class="stack stack-close no-print" method="post" action=${`${address}/received`}>
    <p class="soft">${t("order.received.hint")}</p>
    <div class="row">${Button({ label: t("order.received.action"), kind, icon: "package-check" })}</div>
  </form>`;
}

/** Ended without goods: what that means for the person's money comes first. */
function Ended(view: OrderView): Slot {
  const { t } = usePage();
  const { order, address } = view;
  const isOwed = order.refundableMsat > 0n;
  const { title, text } = whatEnded(order);
  return html`<div class="stack stack-wide">
    ${PageHead({ title, lead: text, actions: OrderStateBadge({ state: order.state }) })}
    ${Which(view)} ${ComingCard({ order })}
    ${isOwed && Notice({ tone: "info", text: t("order.refundable.how") })} ${OrderSteps(view)}
    <form class="row" method="post" action=${`${address}/again`}>
      ${Button({ label: t("order.again.action"), kind: "primary", size: "large", icon: "refresh-cw" })}
      <span class="only-checkout">${LinkButton({ href: address, label: t("checkout.paid.next") })}</span>
    </form>
  </div>`;
}

function whatEnded(order: Order): { title: string; text: string } {
  const { t } = usePage();
  if (comingTo(order).length > 0) return { title: t("rails.late.title"), text: t("rails.late.text") };
  if (order.refundableMsat > 0n) return { title: t("order.ended.title"), text: t("order.next.cancelled.paid") };
  const how = order.state === "expired" ? "expired" : "cancelled";
  return { title: t(`order.${how}.title`), text: t(`order.${how}.text`) };
}
