import type { Product } from "../../../app/catalog/product.ts";
import { Picture, PicturePlaceholder } from "../../components/picture.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";

/** All pictures of a product: a strip to swipe on a phone, a wall where there is room. */
export function Gallery({ pictures, title }: Pick<Product, "pictures" | "title">): Html {
  const { t } = usePage();
  const [first, ...others] = pictures;
  if (first === undefined) return PicturePlaceholder({ shape: "card" });
  if (others.length === 0) return Picture({ ...pictureOf(first), sizes: "product", isFirst: true });
  return html`<div
    class="gallery"
    role="region"
    aria-label=${t("market.product.pictures", { product: title })}
    tabindex="0"
  >
    ${pictures.map((picture, index) => Picture({ ...pictureOf(picture), sizes: "product", isFirst: index === 0 }))}
  </div>`;
}
