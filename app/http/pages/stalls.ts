import { Hono } from "hono";
import { findStall } from "../../catalog/find-stall.ts";
import { listCategories } from "../../catalog/list-categories.ts";
import { listProducts } from "../../catalog/list-products.ts";
import { renderMarkdown } from "../../catalog/render-markdown.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { currentRates } from "../../rates/current-rates.ts";
import { stallPage } from "../../../ui/pages/market/stall-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { compareWith } from "./compare.ts";
import type { KeptPages } from "./kept-pages.ts";
import { goodsQuery } from "./market.ts";
import { pageOf } from "./page-of.ts";
import { showPublic } from "./show.ts";

/** One stall and its goods. */
export function stallRoutes(hub: Hub, kept: KeptPages): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/stalls/:slug", requires("market.visit"), async (c) =>
    showPublic(c, await kept.get(c, () => render(c, hub, c.req.param("slug")))),
  );
  return routes;
}

async function render(c: HubContext, hub: Hub, slug: string): Promise<string | Refused> {
  const stall = await findStall(hub.db, slug);
  if (isRefused(stall)) return stall;
  const query = goodsQuery(c);
  const rates = await currentRates(hub.db, hub.clock());
  const isOpen = stall.state === "open";
  const goods = isOpen
    ? await listProducts(hub.db, { ...query, stallId: stall.id }, rates)
    : { items: [], nextCursor: null };
  if (isRefused(goods)) return goods;
  return stallPage(pageOf(c, hub), {
    stall,
    textHtml: stall.text === "" ? "" : await renderMarkdown(stall.text),
    query,
    categories: isOpen ? await listCategories(hub.db, stall.id) : [],
    products: goods.items,
    nextCursor: goods.nextCursor,
    compare: compareWith(rates, c.get("locale")),
  });
}
