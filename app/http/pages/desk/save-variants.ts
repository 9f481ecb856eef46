import type { Actor } from "../../../accounts/acting.ts";
import { addVariant } from "../../../catalog/add-variant.ts";
import { editVariant } from "../../../catalog/edit-variant.ts";
import type { Product, Variant } from "../../../catalog/product.ts";
import { setStock } from "../../../catalog/set-stock.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import type { Translate } from "../../../../ui/i18n/translate.ts";
import type { VariantForm } from "../../../../ui/pages/desk/variant-rows.ts";
import type { Hub } from "../../context.ts";
import { formErrors } from "../field-errors.ts";
import type { FormError } from "../field-errors.ts";
import { countFrom, variantFormOf } from "./product-forms.ts";

/** Whose product it is, and who saves it. */
type At = { stallId: string; by: Actor };

type Rows = At & { product: Product; variants: readonly VariantForm[]; more: VariantForm };

/** Saves the rows that were changed, and the new one if it has a name. Stops nowhere: each row says what is wrong with it. */
export async function saveVariants(
  hub: Hub,
  t: Translate,
  { product, variants, more, ...at }: Rows,
): Promise<FormError[]> {
  const errors: FormError[] = [];
  for (const row of variants) {
    const known = product.variants.find(({ id }) => id === row.id);
    if (known !== undefined) errors.push(...(await saveRow(hub, t, at, known, row)));
  }
  if (more.title !== "") errors.push(...(await addRow(hub, t, at, product.id, more)));
  return errors;
}

async function saveRow(hub: Hub, t: Translate, at: At, known: Variant, row: VariantForm): Promise<FormError[]> {
  const before = variantFormOf(known);
  const errors: FormError[] = [];
  if (row.title !== before.title || row.price !== before.price) {
    const changes = { title: row.title, price: row.price === "" ? null : row.price };
    errors.push(
      ...failures(t, row, await editVariant(hub.db, at.stallId, row.id, changes, hub.clock(), hub.random, at.by)),
    );
  }
  if (row.stock !== row.expected) errors.push(...(await saveStock(hub, t, at, row)));
  return errors;
}

/** Only when the seller changed the number, so that a sale in between is not undone by saving a name. */
async function saveStock(hub: Hub, t: Translate, { stallId, by }: At, row: VariantForm): Promise<FormError[]> {
  const [stock, expected] = [countFrom(row.stock), countFrom(row.expected)];
  if (stock === undefined) return [{ name: field(row, "stock"), message: t("errors.field.number") }];
  const input = expected === undefined ? { stock } : { stock, expected };
  return failures(t, row, await setStock(hub.db, stallId, row.id, input, hub.clock(), hub.random, by));
}

async function addRow(
  hub: Hub,
  t: Translate,
  { stallId, by }: At,
  productId: string,
  row: VariantForm,
): Promise<FormError[]> {
  const stock = countFrom(row.stock);
  if (stock === undefined) return [{ name: field(row, "stock"), message: t("errors.field.number") }];
  const input = { title: row.title, price: row.price === "" ? null : row.price, stock };
  return failures(t, row, await addVariant(hub.db, stallId, productId, input, hub.clock(), hub.random, by));
}

function failures(t: Translate, row: VariantForm, result: { variantId: string } | Refused): FormError[] {
  const nameOf = (pointer: string) => field(row, pointer.slice(1) || "title");
  if (isInvalid(result)) return formErrors(t, result.errors, nameOf);
  return isRefused(result) ? [{ name: nameOf(result.pointer ?? ""), message: whyNot(t, result) }] : [];
}

function whyNot(t: Translate, { reason, pointer }: Refused): string {
  if (reason !== "invalid-input") return t(`errors.reason.${reason}`);
  return pointer === "/price" ? t("errors.field.price", { example: "18200" }) : t("errors.field.name-taken");
}

function field(row: VariantForm, name: string): string {
  return `variant:${row.id}:${name}`;
}
