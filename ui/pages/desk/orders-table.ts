import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import { Money } from "../../components/money.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { Table } from "../../components/table.ts";
import type { Column } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { orderNumber } from "../order/number.ts";

export interface OrdersTableProps {
  orders: readonly OrderSummary[];
  hrefOf: (order: OrderSummary) => string;
  /** The owner sees whose order it is. */
  hasStalls?: boolean;
}

/** Orders, newest first, each leading to its own page. */
export function OrdersTable({ orders, hrefOf, hasStalls }: OrdersTableProps): Html {
  const { t, format } = usePage();
  const stall: Column<OrderSummary>[] =
    hasStalls === true ? [{ label: t("owner.orders.stall"), cell: (order) => order.stallTitle }] : [];
  return Table<OrderSummary>({
    caption: t("desk.orders.title"),
    rows: orders,
    columns: [
      {
        label: t("desk.orders.number"),
        isName: true,
        cell: (order) => html`<a class="target" href=${hrefOf(order)}>${orderNumber(order.id)}</a>`,
      },
      ...stall,
      { label: t("desk.orders.date"), cell: (order) => format.dateTime(order.createdAtMs) },
      { label: t("desk.orders.state"), cell: (order) => OrderStateBadge({ state: order.state }) },
      {
        label: t("desk.orders.total"),
        align: "end",
        cell: (order) =>
          Money({ amountMsat: order.totalMsat, fiat: order.total.currency === "SAT" ? undefined : order.total }),
      },
    ],
  });
}
