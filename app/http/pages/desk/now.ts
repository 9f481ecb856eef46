import { Hono } from "hono";
import { listOwnProducts } from "../../../catalog/list-own-products.ts";
import type { ProductSummary } from "../../../catalog/product.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { countWaiting, listOrders } from "../../../orders/list-orders.ts";
import { balances } from "../../../payments/balances.ts";
import { listOwedOrders } from "../../../payments/list-owed-orders.ts";
import { currentRates } from "../../../rates/current-rates.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { nowPage } from "../../../../ui/pages/desk/now-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";

const SHOWN = 10;
const LOOKED_THROUGH = 100;

/** The first thing a seller sees. */
export function nowRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/",
    at.read((c, desk) => showNow(c, hub, desk)),
  );
  return routes;
}

async function showNow(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const { id: stallId } = desk.stall;
  const toShip = await listOrders(hub.db, { stallId, state: "paid", limit: SHOWN });
  const goods = await newestGoods(hub, stallId);
  const sums = await balances(hub.db, stallId);
  const owed = await listOwedOrders(hub.db, stallId, SHOWN);
  const text = nowPage(pageOf(c, hub), {
    desk,
    name: c.get("person")?.stallId === stallId ? (c.get("person")?.name ?? "") : "",
    toShip: toShip.orders,
    hasMoreToShip: toShip.nextBefore !== undefined,
    waiting: await countWaiting(hub.db, stallId),
    soldOut: goods.filter((product) => product.state === "listed" && product.stock === 0n),
    hasProducts: goods.length > 0,
    // What the hub owes is booked as negative.
    owed: owed.orders,
    hasMoreOwed: owed.hasMore,
    owedMsat: -(sums.get("liability:seller") ?? 0n),
    refundableMsat: -(sums.get("liability:refundable") ?? 0n),
  });
  return showPrivate(c, text);
}

async function newestGoods(hub: Hub, stallId: string): Promise<readonly ProductSummary[]> {
  const rates = await currentRates(hub.db, hub.clock());
  const goods = await listOwnProducts(hub.db, stallId, { limit: LOOKED_THROUGH }, rates);
  return isRefused(goods) ? [] : goods.items;
}
