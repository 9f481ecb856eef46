import type { OrderState } from "../../../app/domain/order-state.ts";
import type { ProductSummary } from "../../../app/catalog/product.ts";
import type { OrderSummary } from "../../../app/orders/list-orders.ts";
import type { OwedOrder } from "../../../app/payments/list-owed-orders.ts";
import { Empty } from "../../components/empty.ts";
import { LineList } from "../../components/line-list.ts";
import { Link } from "../../components/link.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { Section } from "../../components/section.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { OrdersTable } from "./orders-table.ts";
import { OwedTable } from "./owed-table.ts";

export interface NowProps {
  desk: Desk;
  /** The person's name; empty when none was given. */
  name: string;
  /** Paid and not yet sent, newest first. */
  toShip: readonly OrderSummary[];
  hasMoreToShip: boolean;
  waiting: ReadonlyMap<OrderState, number>;
  soldOut: readonly ProductSummary[];
  hasProducts: boolean;
  /** Orders with money to give back, newest first. */
  owed: readonly OwedOrder[];
  hasMoreOwed: boolean;
  /** What the node holds for this stall, and how much of what arrived has to go back. */
  owedMsat: bigint;
  refundableMsat: bigint;
}

/** What needs the seller now, first; then how things stand. */
export function nowPage(page: Page, props: NowProps): string {
  const { t } = page;
  const { desk, name } = props;
  const title = name === "" ? t("desk.now.title") : t("desk.hello", { name });
  return deskPage(page, { desk, tab: "now", title }, () => [
    desk.stall.state === "closed" && Closed(desk),
    !props.hasProducts && desk.may.edit && NoGoods(desk),
    desk.stall.contact === "" && desk.may.edit && NoContact(desk),
    ToShip(props),
    props.owed.length > 0 && GiveBack(props),
    props.soldOut.length > 0 && SoldOut(props),
    Figures(props),
  ]);
}

function Closed({ base, may }: Desk): Html {
  const { t } = usePage();
  return Notice({
    tone: "warn",
    text: t("desk.now.closed"),
    action: may.edit && Link({ href: `${base}/stall`, label: t("desk.now.closed.action") }),
  });
}

function NoGoods({ base }: Desk): Html {
  const { t } = usePage();
  return Notice({
    text: t("desk.products.empty.text"),
    title: t("desk.products.empty.title"),
    action: Link({ href: `${base}/products/new`, label: t("desk.products.add"), icon: "plus" }),
  });
}

/** Buyers with a question have nobody else to turn to. */
function NoContact({ base }: Desk): Html {
  const { t } = usePage();
  return Notice({
    title: t("desk.now.contact"),
    text: t("desk.now.contact.text"),
    action: Link({ href: `${base}/stall#f-contact`, label: t("desk.now.contact.action") }),
  });
}

function ToShip({ desk, toShip, hasMoreToShip, waiting }: NowProps): Html {
  const { t } = usePage();
  if (toShip.length === 0)
    return Empty({ icon: "check", title: t("desk.now.none.title"), text: t("desk.now.none.text") });
  const all = Link({ href: `${desk.base}/orders?state=paid`, label: t("chrome.action.show-all") });
  return Section({
    id: "to-ship",
    title: t("desk.now.ship", { count: waiting.get("paid") ?? toShip.length }),
    ...(hasMoreToShip ? { aside: all } : {}),
    children: OrdersTable({ orders: toShip, hrefOf: (order) => `${desk.base}/orders/${order.id}` }),
  });
}

function GiveBack({ desk, owed, hasMoreOwed }: NowProps): Html {
  const { t } = usePage();
  return Section({
    id: "give-back",
    title: t("desk.now.money"),
    children: [
      Notice({ tone: "warn", text: t("desk.now.money.text") }),
      OwedTable({ orders: owed, base: desk.base }),
      hasMoreOwed && html`<p class="soft small">${t("desk.now.money.newest", { count: owed.length })}</p>`,
    ],
  });
}

function SoldOut({ desk, soldOut }: NowProps): Html {
  const { t } = usePage();
  return Section({
    id: "sold-out",
    title: t("desk.now.stock", { count: soldOut.length }),
    children: LineList({ lines: soldOut.map((product) => soldOutLine(product, desk)) }),
  });
}

function soldOutLine(product: ProductSummary, { base }: Desk) {
  const [picture] = product.pictures;
  return {
    title: product.title,
    href: `${base}/products/${product.id}`,
    ...(picture === undefined ? {} : { picture: { ...pictureOf(picture), alt: "" } }),
  };
}

function Figures({ waiting, owedMsat, refundableMsat }: NowProps): Slot {
  const { t, format } = usePage();
  return Stats({
    stats: [
      { label: t("desk.stat.ship"), value: format.number(waiting.get("paid") ?? 0) },
      { label: t("desk.stat.open"), value: format.number(waiting.get("open") ?? 0) },
      { label: t("desk.stat.owed"), value: Money({ amountMsat: owedMsat }) },
      { label: t("desk.stat.refundable"), value: Money({ amountMsat: refundableMsat }) },
    ],
  });
}
