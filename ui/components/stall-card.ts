import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { safeUrl } from "../safe-url.ts";
import { Awning } from "./awning.ts";
import type { Cloth } from "./awning.ts";
import { Picture } from "./picture.ts";
import type { PictureProps } from "./picture.ts";

export interface StallCardProps {
  href: string;
  name: string;
  /** The seller's own words; two lines are shown. */
  text?: string;
  sign?: Omit<PictureProps, "shape" | "sizes"> | undefined;
  productCount: number;
  cloth?: Cloth;
}

/** A stall from across the street: awning, sign, name, a few words. */
export function StallCard({ href, name, text, sign, productCount, cloth = 1 }: StallCardProps): Html {
  return html`<article class="stall">
    ${Awning({ cloth })}
    ${sign !== undefined && Picture({ ...sign, shape: "sign", sizes: "sign" })}
    <div class="stall-words">
      <h3 class="stall-name"><a href=${safeUrl(href)}>${name}</a></h3>
      ${text !== undefined && html`<p class="stall-text">${text}</p>`}
      <p class="stall-count">${usePage().t("market.products.count", { count: productCount })}</p>
    </div>
  </article>`;
}
