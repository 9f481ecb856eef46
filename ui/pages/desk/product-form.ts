import type { ProductKind } from "../../../app/db/schema.ts";
import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";

/** What a product is, as typed. */
export interface ProductForm {
  title: string;
  text: string;
  kind: ProductKind;
  category: string;
  amount: string;
  currency: string;
  isListed: boolean;
}

const CURRENCIES = ["SAT", "KRW", "USD", "EUR", "JPY", "GBP"] as const;

/** The fields' names for the summary of errors. */
export function productLabels(t: Translate): ReadonlyMap<string, string> {
  return new Map([
    ["title", t("desk.product.name")],
    ["amount", t("desk.product.price")],
    ["currency", t("desk.product.currency")],
    ["kind", t("desk.product.kind")],
    ["text", t("desk.product.text")],
    ["category", t("desk.product.category")],
    ["stock", t("desk.product.stock")],
    ["variants", t("desk.product.variants")],
    ["picture", t("desk.product.picture.file")],
    ["alt", t("desk.product.picture.alt")],
  ]);
}

export function errorFor(errors: readonly FormError[], name: string): { error?: string } {
  const found = errors.find((error) => error.name === name);
  return found === undefined ? {} : { error: found.message };
}

/** The fields that new and known products share, in the order in which one thinks of them. */
export function ProductFields(form: ProductForm, errors: readonly FormError[]): Slot {
  const { t } = usePage();
  return [
    Field({
      kind: "text",
      name: "title",
      label: t("desk.product.name"),
      hint: t("desk.product.name.hint"),
      value: form.title,
      maxLength: 120,
      ...errorFor(errors, "title"),
    }),
    PriceFields(form, errors),
    Field({
      kind: "radio",
      name: "kind",
      label: t("desk.product.kind"),
      value: form.kind,
      isRow: true,
      ...errorFor(errors, "kind"),
      options: (["physical", "digital", "pickup"] as const).map((value) => ({
        value,
        label: t(value === "digital" ? "desk.product.kind.digital.sent" : `desk.product.kind.${value}`),
      })),
    }),
    Field({
      kind: "textarea",
      name: "text",
      label: t("desk.product.text"),
      hint: t("desk.product.text.hint"),
      value: form.text,
      rows: 6,
      maxLength: 10_000,
      isOptional: true,
      ...errorFor(errors, "text"),
    }),
    Field({
      kind: "text",
      name: "category",
      label: t("desk.product.category"),
      hint: t("desk.product.category.hint"),
      value: form.category,
      maxLength: 60,
      isOptional: true,
      ...errorFor(errors, "category"),
    }),
    Field({
      kind: "checkbox",
      name: "listed",
      label: t("desk.product.visible"),
      hint: t("desk.product.visible.hint"),
      isChecked: form.isListed,
      isOptional: true,
    }),
  ];
}

function PriceFields(form: ProductForm, errors: readonly FormError[]): Html {
  const { t } = usePage();
  const known: readonly string[] = CURRENCIES;
  const currencies = known.includes(form.currency) ? known : [...known, form.currency];
  return html`<div class="pair">
    ${Field({ kind: "text", name: "amount", label: t("desk.product.price"), value: form.amount, maxLength: 20, inputMode: "decimal", autocomplete: "off", ...errorFor(errors, "amount") })}
    ${Field({
      kind: "select",
      name: "currency",
      label: t("desk.product.currency"),
      value: form.currency,
      ...errorFor(errors, "currency"),
      options: currencies.map((code) => ({
        value: code,
        label: code === "SAT" ? t("desk.product.currency.sat") : code,
      })),
    })}
  </div>`;
}
