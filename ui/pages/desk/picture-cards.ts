import type { Picture, Product } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Field } from "../../components/field.ts";
import { Picture as DrawPicture } from "../../components/picture.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import type { Desk } from "./frame.ts";
import { errorFor } from "./product-form.ts";
import type { FormError } from "../labelled.ts";

/** What the picture decoder takes. */
export const PICTURE_TYPES = "image/png,image/jpeg,image/webp,image/avif";
export const MAX_PICTURE_BYTES = 10_000_000;

interface PicturesProps {
  desk: Desk;
  product: Product;
  errors: readonly FormError[];
}

/** The product's pictures with their words and order, and a way to add one. */
export function PictureCards(props: PicturesProps): Slot {
  const { t } = usePage();
  const { product } = props;
  return [
    Card({
      title: t("desk.product.pictures"),
      children:
        product.pictures.length === 0 ? html`<p class="soft">${t("desk.product.pictures.none")}</p>` : Arrange(props),
    }),
    Card({ title: t("desk.product.picture.upload"), children: Upload(props) }),
  ];
}

function Arrange({ desk, product }: PicturesProps): Html {
  const { t } = usePage();
  return html`<form
    class="stack stack-wide"
    method="post"
    action=${`${desk.base}/products/${product.id}/pictures/arrange`}
  >
    <button class="unseen" tabindex="-1" aria-hidden="true">${t("chrome.action.save")}</button>
    ${product.pictures.map((picture, index) => PictureRow(picture, index))}
    <div class="row">${Button({ label: t("chrome.action.save") })}</div>
  </form>`;
}

function PictureRow(picture: Picture, index: number): Html {
  const { t } = usePage();
  const number = (index + 1).toString();
  const which = t("desk.product.picture.number", { number });
  return html`<div class="picture-row">
    <div class="line-picture">${DrawPicture({ ...pictureOf(picture), alt: which, sizes: "thumb" })}</div>
    <div class="stack stack-close">
      ${Field({ kind: "text", name: `alt:${picture.id}`, label: t("desk.product.picture.alt"), value: picture.alt, maxLength: 200 })}
      <div class="row">
        ${index > 0 && Button({ label: t("desk.product.picture.first"), spoken: `${t("desk.product.picture.first")}: ${which}`, name: "first", value: picture.id })}
        ${Button({ label: t("desk.product.picture.remove"), spoken: `${t("desk.product.picture.remove")}: ${which}`, kind: "quiet", icon: "trash-2", name: "remove", value: picture.id, skipsChecks: true })}
      </div>
    </div>
  </div>`;
}

function Upload({ desk, product, errors }: PicturesProps): Html {
  const { t, format } = usePage();
  const hint = `${t("desk.product.pictures.hint")} ${t("chrome.file.hint", { size: format.bytes(MAX_PICTURE_BYTES) })}`;
  return html`<form
    class="stack"
    method="post"
    enctype="multipart/form-data"
    action=${`${desk.base}/products/${product.id}/pictures`}
  >
    ${Field({ kind: "file", name: "picture", label: t("desk.product.picture.file"), hint, accept: PICTURE_TYPES, ...errorFor(errors, "picture") })}
    ${Field({ kind: "text", name: "alt", label: t("desk.product.picture.alt"), hint: t("desk.product.picture.alt.hint"), maxLength: 200, ...errorFor(errors, "alt") })}
    <div class="row">${Button({ label: t("desk.product.picture.upload"), icon: "upload" })}</div>
  </form>`;
}
