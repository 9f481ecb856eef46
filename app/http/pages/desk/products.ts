import { Hono } from "hono";
import { editProduct } from "../../../catalog/edit-product.ts";
import { findOwnProduct } from "../../../catalog/find-product.ts";
import { listOwnProducts } from "../../../catalog/list-own-products.ts";
import type { Product } from "../../../catalog/product.ts";
import { isInvalid } from "../../../catalog/validate.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { currentRates } from "../../../rates/current-rates.ts";
import { editProductPage } from "../../../../ui/pages/desk/edit-product-page.ts";
import type { EditProductProps } from "../../../../ui/pages/desk/edit-product-page.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { productsPage } from "../../../../ui/pages/desk/products-page.ts";
import type { Translate } from "../../../../ui/i18n/translate.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { compareWith } from "../compare.ts";
import { formErrors } from "../field-errors.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import { goodsQuery } from "../market.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { addNewProduct, showNewProduct } from "./new-product.ts";
import type { AtDesk, Enter } from "./open-desk.ts";
import { formOf, inputOf, noVariant, productField, readProduct, readVariant, variantFormOf } from "./product-forms.ts";
import { productNotice } from "./product-notice.ts";
import { saveVariants } from "./save-variants.ts";

/** A stall's products: listing, adding, changing, hiding. */
export function deskProductRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const ofProduct = (enter: Enter, then: WithProduct) => enter((c, desk) => withProduct(c, hub, desk, then));
  routes.get(
    "/products",
    at.read((c, desk) => showProducts(c, hub, desk)),
  );
  routes.get(
    "/products/new",
    at.edit((c, desk) => showNewProduct(c, hub, desk)),
  );
  routes.post(
    "/products",
    at.edit((c, desk) => addNewProduct(c, hub, desk)),
  );
  routes.get(
    "/products/:id",
    ofProduct(at.read, (c, desk, product) => showProduct(c, hub, desk, { product })),
  );
  routes.post(
    "/products/:id",
    ofProduct(at.edit, (c, desk, product) => edit(c, hub, desk, product)),
  );
  routes.post(
    "/products/:id/state",
    ofProduct(at.edit, (c, desk, product) => move(c, hub, desk, product)),
  );
  return routes;
}

async function showProducts(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const query = goodsQuery(c);
  const rates = await currentRates(hub.db, hub.clock());
  const goods = await listOwnProducts(hub.db, desk.stall.id, query, rates);
  if (isRefused(goods)) return answerProblem(c, goods);
  const { items: products, nextCursor } = goods;
  const props = {
    desk,
    products,
    query,
    nextCursor,
    compare: compareWith(rates, c.get("locale")),
    notice: productNotice(c, pageOf(c, hub).t, products),
  };
  return showPrivate(c, productsPage(pageOf(c, hub), props));
}

export type WithProduct = (c: HubContext, desk: Desk, product: Product) => Response | Promise<Response>;

/** Only products of this desk's stall; others do not exist here. */
export async function withProduct(c: HubContext, hub: Hub, desk: Desk, then: WithProduct): Promise<Response> {
  const rates = await currentRates(hub.db, hub.clock());
  const product = await findOwnProduct(hub.db, desk.stall.id, c.req.param("id") ?? "", rates);
  return isRefused(product) ? answerProblem(c, product) : then(c, desk, product);
}

/** The product's form: as it is, or as somebody just tried to change it. */
export function showProduct(
  c: HubContext,
  hub: Hub,
  desk: Desk,
  shown: Pick<EditProductProps, "product"> & Partial<EditProductProps>,
  status: 200 | 409 | 422 = 200,
): Response {
  const page = pageOf(c, hub);
  const { product } = shown;
  const text = editProductPage(page, {
    desk,
    form: formOf(product),
    variants: product.variants.map(variantFormOf),
    more: noVariant,
    errors: [],
    notice: productNotice(c, page.t, [product]),
    ...shown,
  });
  return showPrivate(c, text, status);
}

async function edit(c: HubContext, hub: Hub, desk: Desk, product: Product): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const form = readProduct(sent);
  const variants = product.variants.map((variant) => readVariant(sent, variant.id, Number(variant.reserved)));
  const more = readVariant(sent, "more", 0);
  const edited = await editProduct(
    hub.db,
    desk.stall.id,
    product.id,
    inputOf(form),
    hub.clock(),
    hub.random,
    actorOf(c, hub),
  );
  const wrong = errorsOf(t, edited);
  const errors =
    wrong.length > 0
      ? wrong
      : await saveVariants(hub, t, { stallId: desk.stall.id, by: actorOf(c, hub), product, variants, more });
  if (errors.length > 0)
    return showProduct(c, hub, desk, { product, form, variants, more, errors, notice: undefined }, 422);
  return c.redirect(`${desk.base}/products/${product.id}?said=saved`, 303);
}

function errorsOf(t: Translate, edited: Awaited<ReturnType<typeof editProduct>>): FormError[] {
  if (isInvalid(edited)) return formErrors(t, edited.errors, productField);
  return isRefused(edited)
    ? [{ name: productField(edited.pointer ?? "/title"), message: t(`errors.reason.${edited.reason}`) }]
    : [];
}

async function move(c: HubContext, hub: Hub, desk: Desk, product: Product): Promise<Response> {
  const sent = await readForm(c);
  const changes = { state: sent.text("state") };
  const moved = await editProduct(hub.db, desk.stall.id, product.id, changes, hub.clock(), hub.random, actorOf(c, hub));
  if (isRefused(moved)) return answerProblem(c, moved);
  return c.redirect(`${desk.base}/products?said=${changes.state}&product=${product.id}`, 303);
}
