import { Hono } from "hono";
import { refuse } from "../../../domain/refusal.ts";
import { isId } from "../../../domain/ids.ts";
import { findBuyer } from "../../../orders/find-buyer.ts";
import { listOrders } from "../../../orders/list-orders.ts";
import { ownOrdersPage } from "../../../../ui/pages/account/orders-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { signedIn } from "../../visit.ts";
import { orderAddress } from "../orders.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const SHOWN = 25;

/** The orders in a person's account. The account opens them as their key would. */
export function ownOrderRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/orders", requires("account.read"), (c) => showOrders(c, hub));
  routes.get("/orders/:id", requires("account.read"), (c) => openOrder(c, hub, c.req.param("id")));
  return routes;
}

async function showOrders(c: HubContext, hub: Hub): Promise<Response> {
  const before = c.req.query("before") ?? "";
  const page = isId("ord", before) ? { before } : {};
  const listed = await listOrders(hub.db, { stallId: undefined, personId: signedIn(c).id, limit: SHOWN, ...page });
  return showPrivate(c, ownOrdersPage(pageOf(c, hub), { ...listed, isFirstPage: before === "" }));
}

async function openOrder(c: HubContext, hub: Hub, id: string): Promise<Response> {
  const isOwn = (await findBuyer(hub.db, id)) === signedIn(c).id;
  return isOwn ? c.redirect(orderAddress(hub, id), 303) : answerProblem(c, refuse("unknown-order"));
}
