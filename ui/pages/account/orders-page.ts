import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import { Empty } from "../../components/empty.ts";
import { PageHead } from "../../components/page-head.ts";
import { Pagination } from "../../components/pagination.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { OrdersTable } from "../desk/orders-table.ts";

export interface OwnOrdersProps {
  orders: readonly OrderSummary[];
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

/** All orders in a person's account, a page at a time. */
export function ownOrdersPage(page: Page, { orders, nextBefore, isFirstPage }: OwnOrdersProps): string {
  const { t } = page;
  const hrefOf = ({ id }: OrderSummary) => `/account/orders/${id}`;
  return renderPage(page, { title: t("mail.orders.title"), isPrivate: true }, () => [
    PageHead({ title: t("mail.orders.title"), back: { href: "/account", label: t("mail.addresses.back") } }),
    html`<div class="stack">
      ${orders.length === 0 ? Empty({ icon: "package", title: t("mail.orders.empty"), text: t("mail.orders.none") }) : OrdersTable({ orders, hrefOf, hasStalls: true })}
      ${Pagination({
        order: "time",
        previousHref: isFirstPage ? undefined : "/account/orders",
        nextHref: nextBefore === undefined ? undefined : `/account/orders?before=${nextBefore}`,
      })}
    </div>`,
  ]);
}
