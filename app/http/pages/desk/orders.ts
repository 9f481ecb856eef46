import { Hono } from "hono";
import type { OrderState } from "../../../domain/order-state.ts";
import { readPictures } from "../../../catalog/read-pictures.ts";
import { isId } from "../../../domain/ids.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import { cancel } from "../../../orders/cancel.ts";
import { eraseDelivery } from "../../../orders/erase-delivery.ts";
import { findStallOrder } from "../../../orders/find-order.ts";
import type { Order } from "../../../orders/find-order.ts";
import { listOrders } from "../../../orders/list-orders.ts";
import { ship } from "../../../orders/ship.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { deskOrderPage } from "../../../../ui/pages/desk/order-page.ts";
import type { DeskOrderNotice } from "../../../../ui/pages/desk/order-page.ts";
import { ordersPage } from "../../../../ui/pages/desk/orders-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf } from "../../visit.ts";
import { orderFiat } from "../order-fiat.ts";
import { historyOf } from "../order-history.ts";
import { orderStateFrom } from "../order-state.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk, Enter } from "./open-desk.ts";

const SHOWN = 25;

/** A stall's orders: finding them, sending them off. */
export function deskOrderRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const ofOrder = (enter: Enter, then: WithOrder) => enter((c, desk) => withOrder(c, hub, desk, then));
  routes.get(
    "/orders",
    at.read((c, desk) => showOrders(c, hub, desk)),
  );
  routes.get(
    "/orders/:id",
    ofOrder(at.read, (c, desk, order) => showOrder(c, hub, desk, order)),
  );
  routes.post(
    "/orders/:id/ship",
    ofOrder(at.handle, async (c, desk, order) =>
      said(c, desk, order, await ship(hub, desk.stall.id, order.id, actorOf(c, hub)), "shipped"),
    ),
  );
  routes.post(
    "/orders/:id/cancel",
    ofOrder(at.handle, async (c, desk, order) =>
      said(c, desk, order, await cancel(hub, order.id, sideOf(c), actorOf(c, hub)), "cancelled"),
    ),
  );
  routes.post(
    "/orders/:id/erase",
    ofOrder(at.handle, (c, desk, order) => erase(c, hub, desk, order)),
  );
  return routes;
}

async function showOrders(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const state = orderStateFrom(c.req.query("state"));
  const before = beforeFrom(c);
  const { orders, nextBefore } = await listOrders(hub.db, filterOf(desk.stall.id, state, before));
  return showPrivate(
    c,
    ordersPage(pageOf(c, hub), { desk, orders, state, nextBefore, isFirstPage: before === undefined }),
  );
}

/** The id of the last order already shown, as the address says it. */
export function beforeFrom(c: HubContext): string | undefined {
  const before = c.req.query("before");
  return before !== undefined && isId("ord", before) ? before : undefined;
}

export function filterOf(stallId: string | undefined, state: OrderState | undefined, before: string | undefined) {
  return {
    stallId,
    limit: SHOWN,
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { before }),
  };
}

type WithOrder = (c: HubContext, desk: Desk, order: Order) => Response | Promise<Response>;

/** Only orders of this desk's stall; others do not exist here. */
async function withOrder(c: HubContext, hub: Hub, desk: Desk, then: WithOrder): Promise<Response> {
  const order = await findStallOrder(hub.db, desk.stall.id, c.req.param("id") ?? "");
  return order === undefined ? answerProblem(c, refuse("not-found")) : then(c, desk, order);
}

async function showOrder(c: HubContext, hub: Hub, desk: Desk, order: Order): Promise<Response> {
  const text = deskOrderPage(pageOf(c, hub), {
    desk,
    order,
    pictures: await readPictures(
      hub.db,
      order.lines.map((line) => line.productId),
    ),
    totalFiat: await orderFiat(hub, c.get("locale"), order),
    history: await historyOf(hub.db, order.id),
    notice: noticeOf(c),
  });
  return showPrivate(c, text);
}

function noticeOf(c: HubContext): DeskOrderNotice | undefined {
  const notice = c.req.query("said");
  return notice === "shipped" || notice === "erased" || notice === "cancelled" || notice === "wrong-state"
    ? notice
    : undefined;
}

function said(
  c: HubContext,
  { base }: Desk,
  { id }: Order,
  result: { kind: string },
  notice: DeskOrderNotice,
): Response {
  return c.redirect(`${base}/orders/${id}?said=${isRefused(result) ? "wrong-state" : notice}`, 303);
}

async function erase(c: HubContext, hub: Hub, desk: Desk, order: Order): Promise<Response> {
  await eraseDelivery(hub, order.id, actorOf(c, hub));
  return said(c, desk, order, { kind: "erased" }, "erased");
}

/** To the buyer, whoever helps to run the hub is the owner. */
function sideOf(c: HubContext): "owner" | "seller" {
  return c.get("person")?.role === "seller" ? "seller" : "owner";
}
