import { Hono } from "hono";
import { z } from "zod";
import { isId } from "../../domain/ids.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { addWebhook } from "../../webhooks/outgoing/add-webhook.ts";
import {
  deleteWebhook,
  editWebhook,
  rotateWebhook,
  switchWebhookOff,
  switchWebhookOn,
} from "../../webhooks/outgoing/change-webhook.ts";
import { findDelivery, listDeliveries } from "../../webhooks/outgoing/list-deliveries.ts";
import { redeliver, testWebhook } from "../../webhooks/outgoing/send-again.ts";
import { findWebhook, listWebhooks } from "../../webhooks/outgoing/webhook.ts";
import { id, limitFrom, named, paging } from "../api/values.ts";
import {
  DELIVERY,
  delivery,
  deliveryJson,
  deliveryPage,
  deliveryState,
  deliverySummaryJson,
  madeWebhook,
  newWebhook,
  queuedDelivery,
  webhook,
  webhookChanges,
  webhookJson,
  webhookList,
  webhookSecrets,
} from "../api/webhook.ts";
import { nextLink } from "../catalogue-json.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { actorOf, asking, stallOf } from "../visit.ts";

const BASE = "/api/v1/desk/webhooks";
const place = { id: id("whk", "The webhook's id.") };
const deliveryPlace = { ...place, delivery: z.string().regex(DELIVERY).describe("The message's id.") };
const common = { access: "desk.webhooks", tag: "desk" } as const;
const receiverRefusals = ["receiver-not-https", "receiver-private", "receiver-no-tor"] as const;
const nothing = named("Nothing", "Nothing has to be said about it.", z.strictObject({}));

const list = operation({
  ...common,
  method: "get",
  path: BASE,
  id: "listWebhooks",
  summary: "Lists the webhooks of one's own stall",
  answer: { status: 200, description: "All of them, the newest first.", schema: webhookList },
  refusals: [],
});

const add = operation({
  ...common,
  method: "post",
  path: BASE,
  id: "addWebhook",
  summary: "Has a stall's events told to an address from now on",
  description: "Messages are signed by both schemes of docs/webhooks.md; the answer has what to check them by.",
  body: newWebhook,
  answer: { status: 201, description: "The webhook with its secrets.", schema: madeWebhook },
  refusals: ["too-many-webhooks", ...receiverRefusals, "confirm-first"],
});

const read = operation({
  ...common,
  method: "get",
  path: `${BASE}/{id}`,
  id: "readWebhook",
  summary: "Shows one webhook",
  params: place,
  answer: { status: 200, description: "The webhook.", schema: webhook },
  refusals: ["unknown-webhook"],
});

const edit = operation({
  ...common,
  method: "post",
  path: `${BASE}/{id}`,
  id: "editWebhook",
  summary: "Changes a webhook, or switches it on or off",
  params: place,
  body: webhookChanges,
  answer: { status: 200, description: "The webhook as it is now.", schema: webhook },
  refusals: ["unknown-webhook", ...receiverRefusals, "confirm-first"],
});

const rotate = operation({
  ...common,
  method: "post",
  path: `${BASE}/{id}/rotate`,
  id: "rotateWebhook",
  summary: "Makes new secrets for a webhook",
  description:
    "For 24 hours `webhook-signature` has signatures of the old and the new secret. `BTCPay-Sig` has room for one: the new one's, at once.",
  params: place,
  body: nothing,
  answer: { status: 200, description: "The new secrets.", schema: webhookSecrets },
  refusals: ["unknown-webhook", "confirm-first"],
});

const remove = operation({
  ...common,
  method: "post",
  path: `${BASE}/{id}/delete`,
  id: "deleteWebhook",
  summary: "Deletes a webhook with its log",
  params: place,
  body: nothing,
  answer: { status: 200, description: "It is gone.", schema: nothing },
  refusals: ["unknown-webhook"],
});

const tryOut = operation({
  ...common,
  method: "post",
  path: `${BASE}/{id}/test`,
  id: "testWebhook",
  summary: "Sends a `webhook.test` message, once",
  params: place,
  body: nothing,
  answer: { status: 201, description: "It is on its way; read it to see how it went.", schema: queuedDelivery },
  refusals: ["unknown-webhook", "webhook-off"],
});

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

export const deskWebhookOperations = [list, add, read, edit, rotate, remove, tryOut, log, readDelivery, again];

const PERSONAL = { "Cache-Control": "private, no-store" };

/** A stall's webhooks for its seller's programs. Every webhook is looked up by the stall of whoever asks. */
export function deskWebhookRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, list, async (c) => {
    const items = (await listWebhooks(hub.db, stallOf(c), hub.clock())).map(webhookJson);
    return c.json({ items }, 200, PERSONAL);
  });
  serve(app, add, async (c, { body }) => {
    const added = mustProve(c) ?? (await addWebhook(hub, actorOf(c, hub), stallOf(c), body));
    if (isRefused(added)) return added;
    const made = await findWebhook(hub.db, stallOf(c), added.id, hub.clock());
    if (isRefused(made)) return made;
    return c.json({ ...webhookJson(made), secret: added.secret, publicKey: added.publicKey }, 201, PERSONAL);
  });
  serve(app, read, (c) => shown(c, hub));
  serve(app, edit, async (c, { body: { isOn, ...changes } }) => {
    const refusal = mustProve(c) ?? (await change(c, hub, changes, isOn));
    return refusal ?? shown(c, hub);
  });
  serve(app, rotate, async (c) => {
    const rotated = mustProve(c) ?? (await rotateWebhook(hub, actorOf(c, hub), whichOf(c)));
    if (isRefused(rotated)) return rotated;
    return c.json({ secret: rotated.secret, publicKey: rotated.publicKey }, 200, PERSONAL);
  });
  serve(app, remove, async (c) => {
    const deleted = await deleteWebhook(hub, actorOf(c, hub), whichOf(c));
    return isRefused(deleted) ? deleted : c.json({}, 200, PERSONAL);
  });
  serve(app, tryOut, async (c) => {
    const queued = await testWebhook(hub, actorOf(c, hub), whichOf(c));
    return isRefused(queued) ? queued : c.json({ id: queued.id }, 201, PERSONAL);
  });
  serveLog(app, hub);
  return app;
}

function serveLog(app: Hono<HubEnv>, hub: Hub): void {
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
}

/** An API key was made with a fresh proof, a session was not: what is held in a browser alone changes no address. */
function mustProve(c: HubContext): Refused<"confirm-first"> | undefined {
  const { session } = asking(c);
  return session === undefined || session.isFresh ? undefined : refuse("confirm-first");
}

type Changes = Parameters<typeof editWebhook>[3];

async function change(
  c: HubContext,
  hub: Hub,
  changes: Changes,
  isOn: boolean | undefined,
): Promise<Refused | undefined> {
  const [actor, which] = [actorOf(c, hub), whichOf(c)];
  const edited = Object.keys(changes).length === 0 ? undefined : await editWebhook(hub, actor, which, changes);
  if (isRefused(edited)) return edited;
  if (isOn === undefined) return undefined;
  const switched = await (isOn ? switchWebhookOn : switchWebhookOff)(hub, actor, which);
  return isRefused(switched) ? switched : undefined;
}

async function shown(c: HubContext, hub: Hub): Promise<Response | Refused<"unknown-webhook">> {
  const found = await findWebhook(hub.db, stallOf(c), whichOf(c).id, hub.clock());
  return isRefused(found) ? found : c.json(webhookJson(found), 200, PERSONAL);
}

/** Text that is no id names nothing. */
function whichOf(c: HubContext): { stallId: string; id: string } {
  const text = c.req.param("id") ?? "";
  return { stallId: stallOf(c), id: isId("whk", text) ? text : "" };
}

function deliveryOf(c: HubContext): string {
  const text = c.req.param("delivery") ?? "";
  return DELIVERY.test(text) ? text : "";
}
