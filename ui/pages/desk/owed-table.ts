import type { OwedOrder } from "../../../app/payments/list-owed-orders.ts";
import { Money } from "../../components/money.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { orderNumber } from "../order/number.ts";

/** Orders with money to give back; each leads to its own page, where the reason is told. */
export function OwedTable({ orders, base }: { orders: readonly OwedOrder[]; base: string }): Html {
  const { t, format } = usePage();
  return Table<OwedOrder>({
    caption: t("desk.now.money"),
    rows: orders,
    columns: [
      {
        label: t("desk.orders.number"),
        isName: true,
        cell: ({ id }) => html`<a class="target" href=${`${base}/orders/${id}`}>${orderNumber(id)}</a>`,
      },
      { label: t("desk.orders.date"), cell: ({ createdAtMs }) => format.dateTime(createdAtMs) },
      { label: t("desk.orders.state"), cell: ({ state }) => OrderStateBadge({ state }) },
      {
        label: t("desk.stat.refundable"),
        align: "end",
        cell: ({ owedMsat }) => Money({ amountMsat: owedMsat, isExact: true }),
      },
    ],
  });
}
