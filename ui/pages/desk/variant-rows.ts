import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import { errorFor } from "./product-form.ts";
import type { FormError } from "../labelled.ts";

/** A variant as typed. */
export interface VariantForm {
  /** Its id, or `more` for one that is not there yet. */
  id: string;
  title: string;
  price: string;
  /** Empty when it is not counted. */
  stock: string;
  /** On the shelf when the form was made, so that a sale in between is noticed; empty when not counted. */
  expected: string;
  reserved: number;
}

/** The rows' fields by name, for the summary of errors. */
export function variantLabels(t: Translate, rows: readonly VariantForm[]): [string, string][] {
  return rows.flatMap(({ id, title }) => [
    [`variant:${id}:title`, `${t("desk.product.variant.name")} ${title}`.trim()],
    [`variant:${id}:price`, `${t("desk.product.variant.price")} ${title}`.trim()],
    [`variant:${id}:stock`, `${t("desk.product.stock")} ${title}`.trim()],
  ]);
}

interface RowsProps {
  variants: readonly VariantForm[];
  more: VariantForm;
  errors: readonly FormError[];
}

/** Each variant with its name, price and stock, and a place for one more. */
export function VariantRows({ variants, more, errors }: RowsProps): Slot {
  const { t } = usePage();
  return [
    html`<p class="soft small">${t("desk.product.variants.rules")}</p>`,
    variants.map((variant) =>
      Row(variant, errors, variants.length === 1 ? t("desk.product.variant.first.hint") : undefined),
    ),
    html`<fieldset class="stack">
      <legend class="field-label">${t("desk.product.variant.more")}</legend>
      ${Row(more, errors, t("desk.product.variant.more.hint"))}
    </fieldset>`,
  ];
}

function Row(variant: VariantForm, errors: readonly FormError[], hint: string | undefined): Html {
  const { t } = usePage();
  const name = (field: string) => `variant:${variant.id}:${field}`;
  const claimed = variant.reserved === 0 ? {} : { hint: t("desk.product.stock.claimed", { count: variant.reserved }) };
  return html`<div class="variant-row">
    <input type="hidden" name=${name("expected")} value=${variant.expected} />
    ${Field({ kind: "text", name: name("title"), label: t("desk.product.variant.name"), value: variant.title, maxLength: 80, isOptional: true, ...(hint === undefined ? {} : { hint }), ...errorFor(errors, name("title")) })}
    ${Field({ kind: "text", name: name("price"), label: t("desk.product.variant.price"), value: variant.price, maxLength: 20, inputMode: "decimal", isOptional: true, ...errorFor(errors, name("price")) })}
    ${Field({ kind: "text", name: name("stock"), label: t("desk.product.stock"), value: variant.stock, maxLength: 10, inputMode: "numeric", isOptional: true, ...claimed, ...errorFor(errors, name("stock")) })}
  </div>`;
}
