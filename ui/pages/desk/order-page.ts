import type { Order } from "../../../app/orders/find-order.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { LinkButton } from "../../components/link-button.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import type { Fiat } from "../../i18n/format.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Address } from "../order/address.ts";
import { ComingCard } from "../order/coming.ts";
import { GoodsCard } from "../order/goods.ts";
import { History } from "../order/history.ts";
import { HubFeeFacts } from "../order/hub-fee.ts";
import { orderNumber } from "../order/number.ts";
import { PaymentsCard } from "../order/owed.ts";
import { handoverOf } from "../order/view.ts";
import type { HistoryLine, OrderView } from "../order/view.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";

export type DeskOrderNotice = "shipped" | "erased" | "cancelled" | "wrong-state";

export interface DeskOrderProps {
  desk: Desk;
  order: Order;
  pictures: OrderView["pictures"];
  totalFiat: Fiat | undefined;
  history: readonly HistoryLine[];
  notice: DeskOrderNotice | undefined;
}

/** One order as its seller works on it; printed it is the packing slip. */
export function deskOrderPage(page: Page, props: DeskOrderProps): string {
  const { t, format } = page;
  const { desk, order, notice } = props;
  const number = orderNumber(order.id);
  const frame = {
    desk,
    tab: "orders",
    title: t("order.title", { number }),
    lead: t("order.placed", { time: format.dateTime(order.createdAtMs) }),
    back: { href: `${desk.base}/orders`, label: t("desk.order.back") },
    actions: () => OrderStateBadge({ state: order.state }),
    ...(notice === undefined
      ? {}
      : { [notice === "wrong-state" ? "warning" : "notice"]: t(`desk.order.${notice}`, { number }) }),
  } as const;
  return deskPage(
    page,
    frame,
    () =>
      html`<div class="split split-side">
        <div class="stack">${Next(props)}${GoodsCard(props, t("desk.order.goods"), HubFeeFacts(order))}${ComingCard(props)}${PaymentsCard({ order: props.order, words: "desk.owed" })}${GiveBack(props)}</div>
        <div class="stack">
          ${SendTo(props)}
          ${order.note !== "" && Card({ title: t("desk.order.note"), children: html`<p class="typed">${order.note}</p>` })}
          <div class="no-print">${Disclosure({ summary: t("order.history.title"), children: History(props) })}</div>
        </div>
      </div>`,
  );
}

/** For whoever may send money of an order back. */
function GiveBack({ desk, order }: DeskOrderProps): Slot {
  const { t, viewer } = usePage();
  if (!desk.may.pay || order.payments.length === 0) return undefined;
  const base = viewer.may("refunds.make") ? "/owner" : desk.base;
  const href = `${base}/orders/${order.id}/refund`;
  return html`<div class="row no-print">${LinkButton({ href, label: t("money.refund.open"), icon: "undo-2" })}</div>`;
}

/** The one thing to do with the order now. */
function Next({ desk, order }: DeskOrderProps): Html {
  const { t } = usePage();
  const at = `${desk.base}/orders/${order.id}`;
  return html`<div class="no-print">
    ${Card({ children: [html`<p>${t(`desk.order.next.${order.state}`)}</p>`, desk.may.handle && Action(order, at)] })}
  </div>`;
}

function Action(order: Order, at: string): Slot {
  const { t } = usePage();
  if (order.state === "paid") {
    const label = t(handoverOf(order) === "pickup" ? "desk.order.ship.ready" : "desk.order.ship");
    return html`<form class="stack stack-close" method="post" action=${`${at}/ship`}>
      <div class="row">${Button({ label, kind: "primary", size: "large", icon: "truck" })}</div>
      <p class="soft small">${t("desk.order.ship.hint")}</p>
    </form>`;
  }
  if (order.state !== "open") return undefined;
  return html`<form class="row" method="post" action=${`${at}/cancel`}>
    ${Button({ label: t("desk.order.cancel"), kind: "danger" })}
  </form>`;
}

function SendTo({ desk, order }: DeskOrderProps): Html {
  const { t } = usePage();
  return Card({
    title: t("desk.order.send-to"),
    children: delivery(order.delivery, desk.may.handle ? `${desk.base}/orders/${order.id}` : undefined),
  });
}

/** `at` is where it can be erased, for those who may. */
function delivery(to: Order["delivery"], at: string | undefined): Slot {
  const { t } = usePage();
  if (to === undefined) return html`<p class="soft">${t("desk.order.no-delivery")}</p>`;
  if (to === "erased") return html`<p class="soft">${t("order.delivery.erased")}</p>`;
  return [
    Address(to),
    at !== undefined &&
      html`<form class="stack stack-close no-print" method="post" action=${`${at}/erase`}>
      <p class="soft small">${t("desk.order.erase.hint")}</p>
      <div class="row">${Button({ label: t("desk.order.erase"), kind: "quiet", icon: "trash-2" })}</div>
    </form>`,
  ];
}
