import { addProduct } from "../../../catalog/add-product.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { newProductPage } from "../../../../ui/pages/desk/new-product-page.ts";
import type { NewProductForm } from "../../../../ui/pages/desk/new-product-page.ts";
import type { Hub, HubContext } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { formErrors } from "../field-errors.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { countFrom, emptyProduct, inputOf, productField, readNewProduct } from "./product-forms.ts";

/** An empty form for a product that is not there yet. */
export function showNewProduct(c: HubContext, hub: Hub, desk: Desk): Response {
  return showPrivate(c, newProductPage(pageOf(c, hub), { desk, form: emptyProduct, errors: [] }));
}

/** Adds the product and goes on to its page, where its pictures are added. */
export async function addNewProduct(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const page = pageOf(c, hub);
  const form = readNewProduct(await readForm(c));
  const again = (errors: readonly FormError[]) => showPrivate(c, newProductPage(page, { desk, form, errors }), 422);
  const stock = countFrom(form.stock);
  if (stock === undefined) return again([{ name: "stock", message: page.t("errors.field.number") }]);
  const input = { ...inputOf(form), variants: variantsOf(form, stock) };
  const added = await addProduct(hub.db, desk.stall.id, input, hub.clock(), hub.random, actorOf(c, hub));
  if (isInvalid(added)) return again(formErrors(page.t, added.errors, productField));
  if (isRefused(added)) return answerProblem(c, added);
  return c.redirect(`${desk.base}/products/${added.productId}?said=added`, 303);
}

/** One variant for each line, or a single one without a name; all begin with the same stock. */
function variantsOf({ variants }: NewProductForm, stock: number | null): { title: string; stock: number | null }[] {
  const titles = variants
    .split("\n")
    .map((title) => title.trim())
    .filter((title) => title !== "");
  return (titles.length === 0 ? [""] : titles).map((title) => ({ title, stock }));
}
