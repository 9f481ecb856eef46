import type { Order, OrderLine } from "../../../app/orders/find-order.ts";
import { Contact } from "../../components/contact.ts";
import { Facts } from "../../components/facts.ts";
import type { Fact } from "../../components/facts.ts";
import { Money } from "../../components/money.ts";
import { OrderStateBadge } from "../../components/order-state.ts";
import { PageHead } from "../../components/page-head.ts";
import { Table } from "../../components/table.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Fiat } from "../../i18n/format.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { stands } from "./due.ts";
import { lineFiat } from "./goods.ts";
import { orderNumber } from "./number.ts";
import { referenceName } from "./owed.ts";

export interface ReceiptProps {
  order: Order;
  contact: string;
  address: string;
  totalFiat: Fiat | undefined;
}

/** A sheet to print or file: who sold what to whom for how much, and what proves the payment. */
export function receiptPage(page: Page, props: ReceiptProps): string {
  const { order } = props;
  const { t } = page;
  return renderPage(page, { title: t("order.receipt.title"), width: "text", isPrivate: true }, () => [
    PageHead({
      title: t("order.receipt.title"),
      lead: t("order.receipt.description", { stall: order.stall.title }),
      back: { href: props.address, label: t("order.receipt.back") },
      actions: OrderStateBadge({ state: order.state }),
    }),
    html`<div class="stack stack-wide receipt">
      ${Facts({ facts: head(props) })} ${Lines(order)}
      ${Facts({ facts: [{ name: t("order.total"), value: Money({ amountMsat: order.totalMsat, fiat: props.totalFiat }), isTotal: true }] })}
      ${Facts({ facts: proof(order) })}
    </div>`,
    html`<p class="soft small no-print">${t("order.receipt.print")}</p>`,
  ]);
}

function head({ order, contact }: ReceiptProps): Fact[] {
  const { t, format } = usePage();
  const reach = { name: t("order.receipt.contact"), value: Contact({ contact }) };
  return [
    { name: t("order.receipt.seller"), value: order.stall.title },
    ...(contact === "" ? [] : [reach]),
    { name: t("order.receipt.number"), value: orderNumber(order.id) },
    { name: t("order.receipt.date"), value: format.dateTime(order.createdAtMs) },
  ];
}

function Lines(order: Order): Html {
  const { t, format } = usePage();
  return Table({
    caption: t("order.lines.title"),
    columns: [
      {
        label: t("order.receipt.item"),
        isName: true,
        cell: (line: OrderLine) => (line.variantTitle === "" ? line.title : `${line.title} (${line.variantTitle})`),
      },
      { label: t("order.lines.quantity"), align: "end", cell: (line: OrderLine) => format.number(line.quantity) },
      {
        label: t("order.receipt.amount"),
        align: "end",
        cell: (line: OrderLine) => Money({ amountMsat: line.lineMsat, fiat: lineFiat(line) }),
      },
    ],
    rows: order.lines,
  });
}

function proof(order: Order): Fact[] {
  const { t, format } = usePage();
  const facts = order.payments.filter(stands).flatMap((payment): Fact[] => [
    {
      name: t("order.receipt.paid-with"),
      value: `${t(`order.rail.${payment.rail}`)}, ${format.sats(payment.amountMsat, { isExact: true })}, ${format.dateTime(payment.settledAtMs)}`,
    },
    { name: t(referenceName(payment)), value: html`<span class="short">${payment.reference}</span>` },
  ]);
  if (order.refundableMsat > 0n)
    facts.push({ name: t("order.refundable"), value: format.sats(order.refundableMsat, { isExact: true }) });
  return facts;
}
