import { Hono } from "hono";
import { z } from "zod";
import { isId } from "../../domain/ids.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { findStallOrder } from "../../orders/find-order.ts";
import { listOrders } from "../../orders/list-orders.ts";
import { ship } from "../../orders/ship.ts";
import { deskOrder, deskOrderJson, deskOrderPage, deskOrderSummaryJson } from "../api/desk-order.ts";
import { orderState } from "../api/order.ts";
import { id, limitFrom, paging } from "../api/values.ts";
import { nextLink } from "../catalogue-json.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { deskEvents } from "../desk-events.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { honoPath, operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { actorOf, stallOf } from "../visit.ts";

const place = { id: id("ord", "The order's id.") };

const list = operation({
  method: "get",
  path: "/api/v1/desk/orders",
  id: "listDeskOrders",
  access: "desk.orders.read",
  tag: "desk",
  summary: "Lists the orders of one's own stall",
  query: z.strictObject({ state: orderState.describe("Only in this state.").optional(), ...paging }),
  answer: {
    status: 200,
    description: "A page of orders, newest first.",
    schema: deskOrderPage,
    headers: { Link: '`rel="next"` when there is a next page.' },
  },
  refusals: [],
});

const read = operation({
  method: "get",
  path: "/api/v1/desk/orders/{id}",
  id: "readDeskOrder",
  access: "desk.orders.read",
  tag: "desk",
  summary: "Shows one order of one's own stall",
  params: place,
  answer: { status: 200, description: "The order.", schema: deskOrder },
  refusals: ["unknown-order"],
});

const send = operation({
  method: "post",
  path: "/api/v1/desk/orders/{id}/ship",
  id: "shipDeskOrder",
  access: "desk.orders.handle",
  tag: "desk",
  summary: "Says that the goods are on their way, or ready",
  description: "From `paid` only; in any other state, and the second time, the answer is `wrong-state`.",
  params: place,
  answer: { status: 200, description: "The order, shipped.", schema: deskOrder },
  refusals: ["unknown-order", "wrong-state"],
});

const events = operation({
  method: "get",
  path: "/api/v1/desk/events",
  id: "followDesk",
  access: "desk.orders.read",
  tag: "desk",
  summary: "Follows what happens to the orders of one's own stall",
  description:
    "Server-sent events. `data` is JSON with `id`, `orderId`, `type` (as in the events of one order) and `atMs`: read the order for the rest. " +
    "The first one, of type `desk.opened`, has no order and is a place to come back to. Come back with Last-Event-ID, up to a week later: " +
    "nothing is left out, and the last seconds may come again with the ids that they had. " +
    "The stream ends after half an hour, and at once when the key or session ends.",
  headers: [
    {
      name: "Last-Event-ID",
      description: "The `id` of the last event seen.",
      isRequired: false,
      pattern: "^evt_[0-9a-hjkmnp-tv-z]{26}$",
    },
  ],
  answer: { status: 200, description: "The stream.", mediaType: "text/event-stream" },
  refusals: [],
});

export const deskOrderOperations = [list, read, send, events];

const PERSONAL = { "Cache-Control": "private, no-store" };

/** What a seller's program does at the desk. Every order is looked up by the stall of whoever asks. */
export function deskOrderRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.get(honoPath(events.path), rateLimit(hub, "streams"));
  serve(app, list, async (c, { query: { state, cursor: before, limit } }) => {
    if (before !== undefined && !isId("ord", before)) return refuse("invalid-input", "/cursor");
    const filter = { ...(state !== undefined && { state }), ...(before !== undefined && { before }) };
    const found = await listOrders(hub.db, { stallId: stallOf(c), limit: limitFrom(limit) ?? 24, ...filter });
    const nextCursor = found.nextBefore ?? null;
    const answer = { items: found.orders.map(deskOrderSummaryJson), nextCursor };
    return c.json(answer, 200, { ...PERSONAL, ...nextLink(c, nextCursor) });
  });
  serve(app, read, (c) => shown(c, hub));
  serve(app, send, async (c) => {
    const orderId = c.req.param("id") ?? "";
    if (!isId("ord", orderId)) return refuse("unknown-order");
    const shipped = await ship(hub, stallOf(c), orderId, actorOf(c, hub));
    return isRefused(shipped) ? shipped : shown(c, hub);
  });
  serve(app, events, async (c) => deskEvents(c, hub, stallOf(c)));
  return app;
}

async function shown(c: HubContext, { db }: Hub): Promise<Response | Refused<"unknown-order">> {
  const orderId = c.req.param("id") ?? "";
  const order = isId("ord", orderId) ? await findStallOrder(db, stallOf(c), orderId) : undefined;
  return order === undefined ? refuse("unknown-order") : c.json(deskOrderJson(order), 200, PERSONAL);
}
