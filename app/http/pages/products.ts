import { Hono } from "hono";
import { findProduct } from "../../catalog/find-product.ts";
import { renderMarkdown } from "../../catalog/render-markdown.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { currentRates } from "../../rates/current-rates.ts";
import { productPage } from "../../../ui/pages/market/product-page.ts";
import type { ProductProps } from "../../../ui/pages/market/product-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { compareWith } from "./compare.ts";
import type { KeptPages } from "./kept-pages.ts";
import { pageOf } from "./page-of.ts";
import { showPublic } from "./show.ts";

/** One product. */
export function productRoutes(hub: Hub, kept: KeptPages): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/products/:id", requires("market.visit"), async (c) => {
    const isAdded = c.req.query("added") !== undefined;
    return showPublic(c, await kept.get(c, () => renderProduct(c, hub, c.req.param("id"), { isAdded })));
  });
  return routes;
}

/** The product's page; also the answer to a choice that could not be taken. */
export async function renderProduct(
  c: HubContext,
  hub: Hub,
  productId: string,
  said: Pick<ProductProps, "chosen" | "isAdded">,
): Promise<string | Refused> {
  const rates = await currentRates(hub.db, hub.clock());
  const product = await findProduct(hub.db, productId, rates);
  if (isRefused(product)) return product;
  const textHtml = product.text === "" ? "" : await renderMarkdown(product.text);
  return productPage(pageOf(c, hub), { product, textHtml, compare: compareWith(rates, c.get("locale")), ...said });
}
