import { Hono } from "hono";
import { refuse } from "../../../domain/refusal.ts";
import { findOrder } from "../../../orders/find-order.ts";
import { listOrders } from "../../../orders/list-orders.ts";
import { ownerOrdersPage } from "../../../../ui/pages/owner/orders-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { beforeFrom, filterOf } from "../desk/orders.ts";
import { orderStateFrom } from "../order-state.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** The orders of all stalls; one of them is shown at its stall's desk. */
export function ownerOrderRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/orders", requires("hub.read"), (c) => showOrders(c, hub));
  routes.get("/orders/:id", requires("hub.read"), async (c) => {
    const order = await findOrder(hub.db, c.req.param("id"));
    if (order === undefined) return answerProblem(c, refuse("not-found"));
    return c.redirect(`/owner/stalls/${order.stall.id}/desk/orders/${order.id}`, 303);
  });
  return routes;
}

async function showOrders(c: HubContext, hub: Hub): Promise<Response> {
  const state = orderStateFrom(c.req.query("state"));
  const before = beforeFrom(c);
  const { orders, nextBefore } = await listOrders(hub.db, filterOf(undefined, state, before));
  return showPrivate(
    c,
    ownerOrdersPage(pageOf(c, hub), { orders, state, nextBefore, isFirstPage: before === undefined }),
  );
}
