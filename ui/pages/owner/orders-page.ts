import type { OrderState } from "../../../app/domain/order-state.ts";
import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import { Empty } from "../../components/empty.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { OrderPages, StateTabs } from "../desk/orders-page.ts";
import { OrdersTable } from "../desk/orders-table.ts";
import { ownerPage } from "./frame.ts";

export interface OwnerOrdersProps {
  orders: readonly OrderSummary[];
  state: OrderState | undefined;
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

const BASE = "/owner/orders";

/** The orders of all stalls. */
export function ownerOrdersPage(page: Page, props: OwnerOrdersProps): string {
  return ownerPage(
    page,
    { tab: "orders", title: page.t("owner.orders.title") },
    () =>
      html`<div class="stack">
        ${StateTabs({ base: BASE, state: props.state })}
        ${props.orders.length === 0 ? Nothing(props) : OrdersTable({ orders: props.orders, hasStalls: true, hrefOf: (order) => `/owner/stalls/${order.stallId}/desk/orders/${order.id}` })}
        ${OrderPages({ base: BASE, ...props })}
      </div>`,
  );
}

function Nothing({ state }: OwnerOrdersProps): Html {
  const { t } = usePage();
  if (state !== undefined)
    return Empty({ icon: "package", title: t("desk.orders.none.title"), text: t("desk.orders.none.text") });
  return Empty({ icon: "package", title: t("owner.orders.empty.title"), text: t("owner.orders.empty.text") });
}
