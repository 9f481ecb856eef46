import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { safeUrl } from "../safe-url.ts";
import { PicturePlaceholder, Picture } from "./picture.ts";
import type { PictureProps } from "./picture.ts";

export interface GoodsLine {
  title: string;
  href?: string;
  picture?: Omit<PictureProps, "shape" | "sizes">;
  /** Variant, unit price, stock in words. */
  detail?: Slot;
  /** Quantity, amount, buttons. */
  end?: Slot;
}

export interface LineListProps {
  lines: readonly GoodsLine[];
}

/** The goods of a basket, order or packing slip, one under the other. */
export function LineList({ lines }: LineListProps): Html {
  return html`<ul class="lines">${lines.map(drawLine)}</ul>`;
}

function drawLine({ title, href, picture, detail, end }: GoodsLine): Html {
  return html`<li class="line">
    <div class="line-picture">${picture === undefined ? PicturePlaceholder({}) : Picture({ ...picture, sizes: "thumb" })}</div>
    <div class="line-words">
      <span class="line-title">${href === undefined ? title : html`<a href=${safeUrl(href)}>${title}</a>`}</span>
      ${detail !== undefined && html`<span class="soft small">${detail}</span>`}
    </div>
    ${end !== undefined && html`<div class="line-end">${end}</div>`}
  </li>`;
}
