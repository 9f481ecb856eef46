import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { Money } from "./money.ts";
import type { MoneyProps } from "./money.ts";

export interface PriceTagProps {
  price: Omit<MoneyProps, "size">;
  size?: "large";
}

/** A price on its orange tag: the only orange on a page besides the mark. */
export function PriceTag({ price, size }: PriceTagProps): Html {
  return html`<span class="price-tag" data-size=${size}>${Money(price)}</span>`;
}
