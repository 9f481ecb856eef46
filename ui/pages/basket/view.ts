import type { ProductSummary, Variant } from "../../../app/catalog/product.ts";
import type { Fiat } from "../../i18n/format.ts";

/** Something in the basket at today's price. */
export interface BasketLine {
  product: ProductSummary;
  variant: Variant;
  quantity: bigint;
  /** Undefined while the currency has no fresh rate. */
  lineMsat: bigint | undefined;
  fiat: Fiat | undefined;
}

/** What was chosen at one stall; each stall is ordered and paid on its own. */
export interface StallBasket {
  stall: { id: string; slug: string; title: string };
  lines: readonly BasketLine[];
  totalMsat: bigint | undefined;
  totalFiat: Fiat | undefined;
}

/** What happened by the request that led here. */
export type BasketNotice = "updated" | "removed" | "again" | "dropped";

/** The form's name for the quantity of a line; the ids in it say what is ordered. */
export function quantityField(line: { productId: string; variantId: string }): string {
  return `quantity:${line.productId}:${line.variantId}`;
}

/** What the buyer typed, kept as it was until the order is placed. */
export interface OrderForm {
  name: string;
  address: string;
  contact: string;
  note: string;
  /** Makes sending the form twice one order. */
  key: string;
  /** In the order of the fields. */
  errors: readonly { name: string; message: string }[];
}

/** How much the seller has to know to hand over what is in the basket. */
export function needs(basket: StallBasket): "address" | "contact" {
  return basket.lines.some((line) => line.product.kind === "physical") ? "address" : "contact";
}
