import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import type { Role } from "../../../app/domain/permissions.ts";
import { Card } from "../../components/card.ts";
import { LinkButton } from "../../components/link-button.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { orderNumber } from "../order/number.ts";

export interface OrdersCardProps {
  role: Role;
  /** The newest ones. */
  orders: readonly OrderSummary[];
}

/** What the person has bought; nothing on the page of somebody who is here for other things and has not. */
export function OrdersCard({ role, orders }: OrdersCardProps): Html | undefined {
  const { t } = usePage();
  if (orders.length === 0 && role !== "buyer") return undefined;
  return Card({
    title: t("mail.orders.title"),
    children: orders.length === 0 ? html`<p class="soft">${t("mail.orders.none")}</p>` : List({ orders }),
  });
}

function List({ orders }: Pick<OrdersCardProps, "orders">): Html {
  const { t, format } = usePage();
  const table = Table<OrderSummary>({
    caption: t("mail.orders.title"),
    rows: orders,
    columns: [
      { label: t("mail.orders.order"), isName: true, cell: OrderName },
      { label: t("mail.orders.date"), cell: ({ createdAtMs }) => format.date(createdAtMs) },
      { label: t("mail.orders.state"), cell: ({ state }) => OrderStateBadge({ state }) },
    ],
  });
  return html`${table}<div class="row">${LinkButton({ href: "/account/orders", label: t("mail.orders.all") })}</div>`;
}

function OrderName({ id, stallTitle }: OrderSummary): Html {
  return html`<span><a class="target" href=${`/account/orders/${id}`}>${orderNumber(id)}</a><br /><span class="soft small">${stallTitle}</span></span>`;
}
