import { Hono } from "hono";
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
import { testWebhook } from "../../webhooks/outgoing/send-again.ts";
import { findWebhook, listWebhooks } from "../../webhooks/outgoing/webhook.ts";
import {
  madeWebhook,
  newWebhook,
  queuedDelivery,
  webhook,
  webhookChanges,
  webhookJson,
  webhookList,
  webhookSecrets,
} from "../api/webhook.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { actorOf, asking, stallOf } from "../visit.ts";
import { BASE, PERSONAL, common, nothing, place, whichOf } from "./which-webhook.ts";

const receiverRefusals = ["receiver-not-https", "receiver-private", "receiver-no-tor"] as const;

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

export const deskWebhookOperations = [list, add, read, edit, rotate, remove, tryOut];

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
  return app;
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
