import { Hono } from "hono";
import { listCategories } from "../../catalog/list-categories.ts";
import { listProducts } from "../../catalog/list-products.ts";
import { listStalls } from "../../catalog/list-stalls.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { currentRates } from "../../rates/current-rates.ts";
import { marketPage } from "../../../ui/pages/market/market-page.ts";
import type { GoodsQuery } from "../../../ui/pages/market/further.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { compareWith } from "./compare.ts";
import type { KeptPages } from "./kept-pages.ts";
import { pageOf } from "./page-of.ts";
import { showPublic } from "./show.ts";

const STALLS_SHOWN = 100;

/** The market: everybody's stalls and goods. */
export function marketRoutes(hub: Hub, kept: KeptPages): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/", requires("market.visit"), async (c) => showPublic(c, await kept.get(c, () => render(c, hub))));
  return routes;
}

async function render(c: HubContext, hub: Hub): Promise<string | Refused> {
  const query = goodsQuery(c);
  const rates = await currentRates(hub.db, hub.clock());
  const goods = await listProducts(hub.db, query, rates);
  if (isRefused(goods)) return goods;
  const stalls = await listStalls(hub.db, { limit: STALLS_SHOWN });
  if (isRefused(stalls)) return stalls;
  return marketPage(pageOf(c, hub), {
    query,
    stalls: stalls.items,
    categories: await listCategories(hub.db),
    products: goods.items,
    nextCursor: goods.nextCursor,
    compare: compareWith(rates, c.get("locale")),
  });
}

const MAX_WORDS = 100;

/** What the address asks for; empty parts count as missing. */
export function goodsQuery(c: HubContext): GoodsQuery {
  const part = (name: string) => c.req.query(name)?.trim().slice(0, MAX_WORDS) || undefined;
  return { search: part("search"), category: part("category"), cursor: part("cursor") };
}
