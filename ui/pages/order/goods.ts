import type { OrderLine } from "../../../app/orders/find-order.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import type { Fact } from "../../components/facts.ts";
import { LineList } from "../../components/line-list.ts";
import type { GoodsLine } from "../../components/line-list.ts";
import { Money } from "../../components/money.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import type { Fiat } from "../../i18n/format.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import { HubFeeNote } from "./hub-fee.ts";
import type { OrderView } from "./view.ts";

/** What was ordered and what it costs, as it was fixed when ordering. */
export function GoodsCard(
  { order, pictures, totalFiat }: Pick<OrderView, "order" | "pictures" | "totalFiat">,
  title: string,
  feeNote: Slot = HubFeeNote(order.hubFeeMsat),
): Html {
  const { t, format } = usePage();
  const facts: Fact[] = [];
  if (order.rate !== undefined) {
    const price = format.fiat({ currency: order.rate.currency, minor: order.rate.minorPerBtc });
    facts.push({
      name: t("order.rate"),
      value: t("order.rate.text", { price, source: order.rate.source, time: format.time(order.rate.atMs) }),
    });
  }
  facts.push({ name: t("order.total"), value: Money({ amountMsat: order.totalMsat, fiat: totalFiat }), isTotal: true });
  return Card({
    title,
    children: [LineList({ lines: order.lines.map((line) => goodsLine(line, pictures)) }), Facts({ facts }), feeNote],
  });
}

/** One ordered thing as a line of goods; the link leads to the product as it is today. */
function goodsLine(line: OrderLine, pictures: OrderView["pictures"]): GoodsLine {
  const [picture] = pictures.get(line.productId) ?? [];
  return {
    ...(picture === undefined ? {} : { picture: { ...pictureOf(picture), alt: "" } }),
    title: line.title,
    href: `/products/${line.productId}`,
    detail: lineDetail(line),
    end: Money({ amountMsat: line.lineMsat, fiat: lineFiat(line) }),
  };
}

/** `Large · 2 × 4,500 sat`. */
function lineDetail(line: OrderLine): Slot {
  const { format } = usePage();
  const count = `${format.number(line.quantity)} × ${format.sats(line.unitMsat)}`;
  return html`<span>${line.variantTitle === "" ? count : `${line.variantTitle} · ${count}`}</span>`;
}

export function lineFiat(line: OrderLine): Fiat | undefined {
  const { currency, minor } = line.unitPrice;
  return currency === "SAT" ? undefined : { currency, minor: minor * line.quantity };
}
