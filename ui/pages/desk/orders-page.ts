import type { OrderState } from "../../../app/domain/order-state.ts";
import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import { Empty } from "../../components/empty.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Pagination } from "../../components/pagination.ts";
import { Tabs } from "../../components/tabs.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { OrdersTable } from "./orders-table.ts";

export interface OrdersProps {
  desk: Desk;
  orders: readonly OrderSummary[];
  state: OrderState | undefined;
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

/** In the order in which a seller asks for them. */
const STATES: readonly OrderState[] = ["paid", "open", "shipped", "received", "closed", "expired", "cancelled"];

/** All orders of a stall, by state, a page at a time. */
export function ordersPage(page: Page, props: OrdersProps): string {
  const { desk, state } = props;
  return deskPage(
    page,
    { desk, tab: "orders", title: page.t("desk.orders.title") },
    () =>
      html`<div class="stack">
        ${StateTabs({ base: `${desk.base}/orders`, state })}
        ${props.orders.length === 0 ? Nothing(props) : OrdersTable({ orders: props.orders, hrefOf: (order) => `${desk.base}/orders/${order.id}` })}
        ${OrderPages({ base: `${desk.base}/orders`, ...props })}
      </div>`,
  );
}

/** Which orders are shown, as links. */
export function StateTabs({ base, state }: { base: string; state: OrderState | undefined }): Html {
  const { t } = usePage();
  const all = { href: base, label: t("desk.orders.filter.all"), isHere: state === undefined };
  const tabs = STATES.map((each) => ({
    href: `${base}?state=${each}`,
    label: each === "paid" ? t("desk.orders.filter.to-ship") : t(`order.state.${each}`),
    isHere: each === state,
  }));
  return Tabs({ label: t("desk.orders.filter"), tabs: [all, ...tabs] });
}

interface PagesProps {
  base: string;
  state: OrderState | undefined;
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

export function OrderPages({ base, state, nextBefore, isFirstPage }: PagesProps): Slot {
  const kept = state === undefined ? "" : `state=${state}`;
  return Pagination({
    order: "time",
    previousHref: isFirstPage ? undefined : `${base}?${kept}`,
    nextHref: nextBefore === undefined ? undefined : `${base}?${kept === "" ? "" : `${kept}&`}before=${nextBefore}`,
  });
}

function Nothing({ desk, state, isFirstPage }: OrdersProps): Html {
  const { t } = usePage();
  if (state !== undefined || !isFirstPage)
    return Empty({ icon: "package", title: t("desk.orders.none.title"), text: t("desk.orders.none.text") });
  const action = LinkButton({
    href: `/stalls/${desk.stall.slug}`,
    label: t("desk.orders.empty.action"),
    kind: "primary",
    icon: "store",
  });
  return Empty({ icon: "package", title: t("desk.orders.empty.title"), text: t("desk.orders.empty.text"), action });
}
