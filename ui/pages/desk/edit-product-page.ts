import type { Product } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { LinkButton } from "../../components/link-button.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { PictureCards } from "./picture-cards.ts";
import { labelled } from "../labelled.ts";
import { ProductFacts } from "./product-facts.ts";
import { ProductFields, productLabels } from "./product-form.ts";
import type { ProductForm } from "./product-form.ts";
import type { FormError } from "../labelled.ts";
import { VariantRows, variantLabels } from "./variant-rows.ts";
import type { VariantForm } from "./variant-rows.ts";

export interface EditProductProps {
  desk: Desk;
  product: Product;
  form: ProductForm;
  variants: readonly VariantForm[];
  /** One more variant that somebody began to fill in. */
  more: VariantForm;
  errors: readonly FormError[];
  notice: string | undefined;
}

/** Changing a product: what it is, what there is of it, and its pictures. */
export function editProductPage(page: Page, props: EditProductProps): string {
  const { t } = page;
  const { desk, product, errors } = props;
  const frame = {
    desk,
    tab: "products",
    title: product.title,
    back: { href: `${desk.base}/products`, label: t("desk.products.title") },
    actions: () =>
      product.state === "listed" &&
      LinkButton({ href: `/products/${product.id}`, label: t("desk.product.view"), icon: "eye" }),
    notice: props.notice,
  } as const;
  if (!desk.may.edit) return deskPage(page, frame, () => ProductFacts(props));
  return deskPage(page, frame, () => [
    ErrorSummary({
      errors: labelled(errors, new Map([...productLabels(t), ...variantLabels(t, [...props.variants, props.more])])),
    }),
    html`<div class="split">
      <form class="form" method="post" action=${`${desk.base}/products/${product.id}`}>
        ${ProductFields(props.form, errors)}
        ${Card({ title: t("desk.product.variants.edit"), children: VariantRows(props) })}
        <div class="row">${Button({ label: t("chrome.action.save"), kind: "primary", size: "large" })}</div>
      </form>
      <div class="stack">${PictureCards(props)}</div>
    </div>`,
  ]);
}
