import { Hono } from "hono";
import { chooseLocale } from "../../../ui/i18n/choose.ts";
import { isId } from "../../domain/ids.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { findOrderByKey } from "../../orders/find-order.ts";
import type { Order } from "../../orders/find-order.ts";
import { receive } from "../../orders/receive.ts";
import { fingerprintOf, newOrder } from "../api/new-order.ts";
import type { NewOrder } from "../api/new-order.ts";
import { order, orderJson, placedOrder, placedOrderJson } from "../api/order.ts";
import { id } from "../api/values.ts";
import { withArrival } from "../cannot-arrive.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { ecashRequest } from "../ecash-request.ts";
import { KeyedTurns, idempotencyKey } from "../idempotency-key.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { honoPath, operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { placeWithInvoice } from "../place-with-invoice.ts";
import { orderEvents } from "../sse.ts";
import { buyerOf } from "../visit.ts";

export const orderKeyHeader = {
  name: "Order-Key",
  description: "The key that placing the order returned.",
  isRequired: true,
};
const orderIdPlace = { id: id("ord", "The order's id.") };

const place = operation({
  method: "post",
  path: "/api/v1/orders",
  id: "placeOrder",
  access: "market.visit",
  tag: "orders",
  summary: "Places an order and gets its Lightning invoice",
  description:
    "Fixes the prices, sets the stock aside and answers with an invoice. Send the same request again with the same Idempotency-Key " +
    "after a lost answer or a 503: it never orders twice. Choose keys that nobody can guess, such as random UUIDs.",
  headers: [
    {
      name: "Idempotency-Key",
      description: "1 to 255 visible ASCII characters, new for each order.",
      isRequired: true,
      pattern: "^[!-~]{1,255}$",
    },
  ],
  body: newOrder,
  answer: {
    status: 201,
    description: "The order, to be paid until its charge expires.",
    schema: placedOrder,
    headers: {
      Location: "Where to read the order.",
      "Idempotency-Replayed": "`true` when the key had placed this order before.",
    },
  },
  refusals: [
    "idempotency-key-missing",
    "idempotency-key-invalid",
    "idempotency-key-reused",
    "unknown-stall",
    "unknown-product",
    "unknown-variant",
    "foreign-product",
    "variant-required",
    "sold-out",
    "amount-out-of-range",
    "delivery-required",
    "rate-unavailable",
    "node-unavailable",
    "wrong-state",
  ],
});

const read = operation({
  method: "get",
  path: "/api/v1/orders/{id}",
  id: "readOrder",
  access: "market.visit",
  tag: "orders",
  summary: "Shows an order to whoever has its key",
  params: orderIdPlace,
  headers: [orderKeyHeader],
  answer: { status: 200, description: "The order.", schema: order },
  refusals: ["unknown-order"],
});

const events = operation({
  method: "get",
  path: "/api/v1/orders/{id}/events",
  id: "followOrder",
  access: "market.visit",
  tag: "orders",
  summary: "Follows an order as it is paid, shipped and received",
  description:
    "Server-sent events: first the history, then what is added. `data` is JSON with `seq`, `type` (`order.placed`, `charge.invoiced`, `charge.addressed`, `charge.invoice-cancelled`, " +
    "`payment.seen`, `payment.gone`, `payment.part`, `payment.refundable`, `payment.reversed`, `order.paid`, `order.expired`, `order.shipped`, `order.received`, `order.closed`, `order.cancelled`), `atMs` and `body`. " +
    "The stream ends with the order, and after half an hour; come back with Last-Event-ID.",
  params: orderIdPlace,
  headers: [
    orderKeyHeader,
    {
      name: "Last-Event-ID",
      description: "The `id` of the last event seen.",
      isRequired: false,
      pattern: "^\\d{1,15}$",
    },
  ],
  answer: { status: 200, description: "The stream.", mediaType: "text/event-stream" },
  others: { 204: { description: "Everything has been seen and nothing will follow: do not come back." } },
  refusals: ["unknown-order"],
});

const received = operation({
  method: "post",
  path: "/api/v1/orders/{id}/received",
  id: "confirmReceipt",
  access: "market.visit",
  tag: "orders",
  summary: "Says that the goods arrived",
  description: "From `paid` or `shipped`. Saying it twice is no error.",
  params: orderIdPlace,
  headers: [orderKeyHeader],
  answer: { status: 200, description: "The order, received.", schema: order },
  refusals: ["unknown-order", "wrong-state"],
});

export const orderOperations = [place, read, events, received];

const PERSONAL = { "Cache-Control": "private, no-store" };

export function orderRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  const turns = new KeyedTurns();
  app.post(honoPath(place.path), rateLimit(hub, "orders"));
  app.get(honoPath(events.path), rateLimit(hub, "streams"));
  serve(app, place, async (c, { body }) => {
    const idempotency = idempotencyKey(c);
    if (isRefused(idempotency)) return idempotency;
    return turns.run(idempotency.key, () => placed(c, hub, body, idempotency.key));
  });
  serve(app, read, async (c) => {
    const found = await orderOf(c, hub);
    return isRefused(found) ? found : showOrder(c, hub, await withArrival(hub, found));
  });
  serve(app, events, async (c) => {
    const found = await orderOf(c, hub);
    return isRefused(found) ? found : orderEvents(c, hub, found.id);
  });
  serve(app, received, async (c) => {
    const found = await orderOf(c, hub);
    if (isRefused(found)) return found;
    const answer = await receive(hub, found.id, buyerOf(c, hub));
    if (isRefused(answer)) return answer;
    const now = await orderOf(c, hub);
    return isRefused(now) ? now : showOrder(c, hub, now);
  });
  return app;
}

async function placed(c: HubContext, hub: Hub, body: NewOrder, key: string): Promise<Response | Refused> {
  const answer = await placeWithInvoice(hub, {
    stallId: body.stallId,
    lines: body.lines.map(({ variantId, ...line }) => (variantId === undefined ? line : { ...line, variantId })),
    note: body.note,
    ...(body.delivery !== undefined && { delivery: body.delivery }),
    locale: chooseLocale(undefined, c.req.header("accept-language")),
    idempotency: { principal: "api", key, fingerprint: fingerprintOf(body) },
  });
  if (isRefused(answer)) return answer;
  const asked = await ecashRequest(c, hub, answer.order);
  return c.json(placedOrderJson(answer.order, answer.key, asked), 201, {
    ...PERSONAL,
    Location: `${place.path}/${answer.order.id}`,
    ...(answer.isReplay && { "Idempotency-Replayed": "true" }),
  });
}

export async function showOrder(c: HubContext, hub: Hub, of: Order): Promise<Response> {
  return c.json(orderJson(of, orderKeyOf(c), await ecashRequest(c, hub, of)), 200, PERSONAL);
}

function orderKeyOf(c: HubContext): string {
  return c.req.header("order-key") ?? "";
}

/** The order of the address, when the key in the header opens it. */
export async function orderOf(c: HubContext, { db }: Pick<Hub, "db">): Promise<Order | Refused<"unknown-order">> {
  const orderId = c.req.param("id") ?? "";
  const found = isId("ord", orderId) ? await findOrderByKey(db, orderId, orderKeyOf(c)) : undefined;
  return found ?? refuse("unknown-order");
}
