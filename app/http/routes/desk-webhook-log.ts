import { Hono } from "hono";
import { z } from "zod";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { findDelivery, listDeliveries } from "../../webhooks/outgoing/list-deliveries.ts";
import { redeliver } from "../../webhooks/outgoing/send-again.ts";
import { findWebhook } from "../../webhooks/outgoing/webhook.ts";
import { limitFrom, paging } from "../api/values.ts";
import {
  DELIVERY,
  delivery,
  deliveryJson,
  deliveryPage,
  deliveryState,
  deliverySummaryJson,
  queuedDelivery,
} from "../api/webhook.ts";
import { nextLink } from "../catalogue-json.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { actorOf, stallOf } from "../visit.ts";
import { BASE, PERSONAL, common, nothing, place, whichOf } from "./which-webhook.ts";

const deliveryPlace = { ...place, delivery: z.string().regex(DELIVERY).describe("The message's id.") };

const log = operation({
  ...common,
  method: "get",
  path: `${BASE}/{id}/deliveries`,
  id: "listWebhookDeliveries",
  summary: "Lists what was told and what waits to be told",
  params: place,
  query: z.strictObject({ state: deliveryState.describe("Only in this state.").optional(), ...paging }),
  answer: {
    status: 200,
    description: "A page of messages.",
    schema: deliveryPage,
    headers: { Link: '`rel="next"` when there is a next page.' },
  },
  refusals: ["unknown-webhook"],
});

const readDelivery = operation({
  ...common,
  method: "get",
  path: `${BASE}/{id}/deliveries/{delivery}`,
  id: "readWebhookDelivery",
  summary: "Shows one message with its tries",
  params: deliveryPlace,
  answer: { status: 200, description: "The message.", schema: delivery },
  refusals: ["unknown-webhook", "unknown-delivery"],
});

const again = operation({
  ...common,
  method: "post",
  path: `${BASE}/{id}/deliveries/{delivery}/redeliver`,
  id: "redeliverWebhook",
  summary: "Sends a message again, under the same `webhook-id`",
  description: "One that waits for its next try gets it now.",
  params: deliveryPlace,
  body: nothing,
  answer: { status: 201, description: "The message that is sent.", schema: queuedDelivery },
  refusals: ["unknown-webhook", "unknown-delivery", "webhook-off"],
});

export const deskWebhookLogOperations = [log, readDelivery, again];

/** What a webhook told, and what waits to be told. */
export function deskWebhookLogRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, log, async (c, { query: { state, cursor: before, limit } }) => {
    if (before !== undefined && !DELIVERY.test(before)) return refuse("invalid-input", "/cursor");
    const { id: webhookId } = whichOf(c);
    const found = await findWebhook(hub.db, stallOf(c), webhookId, hub.clock());
    if (isRefused(found)) return found;
    const page = await listDeliveries(hub.db, { webhookId, state, before, limit: limitFrom(limit) ?? 24 });
    const nextCursor = page.nextBefore ?? null;
    const answer = { items: page.deliveries.map(deliverySummaryJson), nextCursor };
    return c.json(answer, 200, { ...PERSONAL, ...nextLink(c, nextCursor) });
  });
  serve(app, readDelivery, async (c) => {
    const { id: webhookId } = whichOf(c);
    const found = await findWebhook(hub.db, stallOf(c), webhookId, hub.clock());
    if (isRefused(found)) return found;
    const message = await findDelivery(hub.db, webhookId, deliveryOf(c));
    return message === undefined ? refuse("unknown-delivery") : c.json(deliveryJson(message), 200, PERSONAL);
  });
  serve(app, again, async (c) => {
    const queued = await redeliver(hub, actorOf(c, hub), { ...whichOf(c), deliveryId: deliveryOf(c) });
    return isRefused(queued) ? queued : c.json({ id: queued.id }, 201, PERSONAL);
  });
  return app;
}

function deliveryOf(c: HubContext): string {
  const text = c.req.param("delivery") ?? "";
  return DELIVERY.test(text) ? text : "";
}
