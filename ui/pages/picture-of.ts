import type { Picture } from "../../app/catalog/product.ts";
import type { PictureProps } from "../components/picture.ts";

/** The hub's own pictures as the `Picture` piece takes them; each width has an address of its own. */
export function pictureOf(picture: Picture): Omit<PictureProps, "shape" | "sizes"> {
  return {
    alt: picture.alt,
    width: picture.width,
    height: picture.height,
    sources: picture.widths.map((width) => ({ url: `/pictures/${picture.id}/${width}`, width })),
  };
}
