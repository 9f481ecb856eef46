import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { safeUrl } from "../safe-url.ts";
import { Icon } from "./icon.ts";

/** Where a picture stands decides which size of it a browser fetches. */
export type PicturePlace = "card" | "product" | "front" | "sign" | "thumb";

export interface PictureProps {
  /** What it shows, for those who do not see it; "" only when words beside it already say so. */
  alt: string;
  /** The whole picture's size in pixels: the browser keeps its place free while it loads. */
  width: number;
  height: number;
  /** The same picture in several widths, smallest first. */
  sources: readonly { url: string; width: number }[];
  /** `thumb` when left out. */
  sizes?: PicturePlace;
  /** Cut to the shape of cards (4:3) or signs (5:2); otherwise whole. */
  shape?: "card" | "sign";
  /** The first thing one sees on the page: not lazy. */
  isFirst?: boolean;
}

const sizesOf: Readonly<Record<PicturePlace, string>> = {
  card: "(min-width: 70em) 258px, (min-width: 40em) 30vw, 45vw",
  product: "(min-width: 56em) 540px, 100vw",
  front: "(min-width: 70em) 1120px, 100vw",
  sign: "(min-width: 70em) 352px, (min-width: 40em) 45vw, 100vw",
  thumb: "64px",
};

/** A picture that never moves the page while it loads. */
export function Picture({ alt, width, height, sources, sizes = "thumb", shape, isFirst = false }: PictureProps): Html {
  const safe = sources.filter((source) => safeUrl(source.url) !== undefined);
  const srcset = safe.map((source) => `${source.url} ${source.width}w`).join(", ");
  return html`<div class="picture" data-shape=${shape}>
    <img src=${safe.at(-1)?.url} srcset=${srcset} sizes=${sizesOf[sizes]} alt=${alt} width=${width} height=${height}
      loading=${isFirst ? "eager" : "lazy"} fetchpriority=${isFirst ? "high" : undefined} decoding="async" />
  </div>`;
}

/** Stands where a picture could be. */
export function PicturePlaceholder({ shape }: { shape?: "card" | "sign" }): Html {
  return html`<div class="picture picture-none" data-shape=${shape}>${Icon({ name: "image", size: "large" })}</div>`;
}
