import type { ProductSummary } from "../../../app/catalog/product.ts";
import { ProductCard } from "../../components/product-card.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Compare } from "../compare.ts";
import { pictureOf } from "../picture-of.ts";
import { isWorthSaying, stockState } from "./stock-words.ts";

export interface GoodsGridProps {
  products: readonly ProductSummary[];
  compare: Compare;
  /** On a stall's own page its name needs no repeating. */
  isOneStall?: boolean;
  /** How many cards are seen first, without scrolling: their pictures are not lazy. */
  firstPictures?: number;
  level?: 2 | 3;
}

/** Products as cards, in the order given. */
export function GoodsGrid(props: GoodsGridProps): Html {
  return html`<div class="grid">${props.products.map((product, index) => card(props, product, index))}</div>`;
}

function card(
  { compare, isOneStall, firstPictures = 0, level = 3 }: GoodsGridProps,
  product: ProductSummary,
  index: number,
): Html {
  const [picture] = product.pictures;
  const { priceMsat } = product;
  return ProductCard({
    href: `/products/${product.id}`,
    title: product.title,
    level,
    isSoldOut: product.stock === 0n,
    picture: picture === undefined ? undefined : { ...pictureOf(picture), isFirst: index < firstPictures },
    price:
      priceMsat === undefined
        ? undefined
        : { amountMsat: priceMsat, fiat: compare(priceMsat, product.price), isFrom: product.hasSeveralPrices },
    ...(isOneStall === true ? {} : { stall: product.stallTitle }),
    ...(isWorthSaying(product.stock) ? { state: stockState(product.stock) } : {}),
  });
}
