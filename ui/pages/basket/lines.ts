import { Button } from "../../components/button.ts";
import { fieldId } from "../../components/field.ts";
import type { GoodsLine } from "../../components/line-list.ts";
import { Money } from "../../components/money.ts";
import { QuantityStepper } from "../../components/quantity-stepper.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import { quantityField } from "./view.ts";
import type { BasketLine } from "./view.ts";

/** A line of the basket to look at. */
export function plainLine(line: BasketLine): GoodsLine {
  return { ...words(line), end: price(line) };
}

/** A line whose quantity can be changed, and which can be taken out. */
export function editableLine(line: BasketLine): GoodsLine {
  const { t } = usePage();
  const name = quantityField({ productId: line.product.id, variantId: line.variant.id });
  const most = line.variant.stock === null || line.variant.stock > 999n ? 999 : Math.max(1, Number(line.variant.stock));
  const stepper = QuantityStepper({
    name,
    id: fieldId(name),
    value: Number(line.quantity),
    most,
    label: `${t("chrome.quantity.label")}: ${line.product.title}`,
  });
  const remove = Button({
    label: t("checkout.basket.remove"),
    spoken: t("checkout.basket.remove.of", { product: line.product.title }),
    kind: "quiet",
    icon: "trash-2",
    name: "remove",
    value: line.variant.id,
    formAction: "/basket",
    skipsChecks: true,
  });
  return { ...words(line), end: html`${stepper}${price(line)}${remove}` };
}

function words(line: BasketLine): GoodsLine {
  const { format } = usePage();
  const [picture] = line.product.pictures;
  const { priceMsat } = line.variant;
  const each = priceMsat === undefined ? [] : [`${format.number(line.quantity)} × ${format.sats(priceMsat)}`];
  return {
    title: line.product.title,
    href: `/products/${line.product.id}`,
    detail: [...(line.variant.title === "" ? [] : [line.variant.title]), ...each].join(" · "),
    ...(picture === undefined ? {} : { picture: { ...pictureOf(picture), alt: "" } }),
  };
}

function price({ lineMsat, fiat }: BasketLine): Slot {
  if (lineMsat === undefined) return html`<span class="soft small">${usePage().t("checkout.basket.price-gone")}</span>`;
  return Money({ amountMsat: lineMsat, fiat });
}
