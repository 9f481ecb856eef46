import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { labelled } from "../labelled.ts";
import { ProductFields, errorFor, productLabels } from "./product-form.ts";
import type { ProductForm } from "./product-form.ts";
import type { FormError } from "../labelled.ts";

/** A product that is not there yet: one stock for all variants, which are only named here. */
export interface NewProductForm extends ProductForm {
  stock: string;
  variants: string;
}

export interface NewProductProps {
  desk: Desk;
  form: NewProductForm;
  errors: readonly FormError[];
}

/** Putting a new thing on the table. Its pictures come in the next step. */
export function newProductPage(page: Page, { desk, form, errors }: NewProductProps): string {
  const { t } = page;
  const frame = {
    desk,
    tab: "products",
    title: t("desk.product.new"),
    lead: t("desk.product.new.text"),
    back: { href: `${desk.base}/products`, label: t("desk.products.title") },
  } as const;
  return deskPage(page, frame, () => [
    ErrorSummary({ errors: labelled(errors, productLabels(t)) }),
    html`<form class="form" method="post" action=${`${desk.base}/products`}>
      ${ProductFields(form, errors)}
      ${Field({ kind: "text", name: "stock", label: t("desk.product.stock"), hint: t("desk.product.stock.hint"), value: form.stock, maxLength: 10, inputMode: "numeric", isOptional: true, ...errorFor(errors, "stock") })}
      ${Field({ kind: "textarea", name: "variants", label: t("desk.product.variants"), hint: t("desk.product.variants.hint"), value: form.variants, rows: 3, maxLength: 2500, isOptional: true, ...errorFor(errors, "variants") })}
      <div class="row">${Button({ label: t("chrome.action.save"), kind: "primary", size: "large" })}</div>
    </form>`,
  ]);
}
