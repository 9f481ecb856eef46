import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { safeUrl } from "../safe-url.ts";
import { Picture, PicturePlaceholder } from "./picture.ts";
import type { PictureProps } from "./picture.ts";
import { PriceTag } from "./price-tag.ts";
import type { PriceTagProps } from "./price-tag.ts";
import { State } from "./state.ts";
import type { StateProps } from "./state.ts";

export interface ProductCardProps {
  href: string;
  title: string;
  picture?: Omit<PictureProps, "shape" | "sizes"> | undefined;
  /** Left out while no fair price can be named. */
  price?: PriceTagProps["price"] | undefined;
  /** Whose it is; left out on the stall's own page. */
  stall?: string;
  /** Sold out, few left, digital. */
  state?: StateProps;
  isSoldOut?: boolean;
  /** Heading level of the title; 3 when left out. */
  level?: 2 | 3;
}

/** A product as one sees it on a table: picture, price tag, name. The whole card is one link. */
export function ProductCard(props: ProductCardProps): Html {
  const { href, title, picture, price, stall, state, isSoldOut, level = 3 } = props;
  const link = html`<a href=${safeUrl(href)}>${title}</a>`;
  const heading =
    level === 2 ? html`<h2 class="product-title">${link}</h2>` : html`<h3 class="product-title">${link}</h3>`;
  return html`<article class="product" data-gone=${isSoldOut === true ? "" : undefined}>
    <div class="product-picture">${picture === undefined ? PicturePlaceholder({ shape: "card" }) : Picture({ ...picture, shape: "card", sizes: "card" })}</div>
    ${price !== undefined && PriceTag({ price })}
    <div class="product-words">
      ${heading}
      ${stall !== undefined && html`<p class="product-stall">${stall}</p>`}
      ${state !== undefined && State(state)}
    </div>
  </article>`;
}
