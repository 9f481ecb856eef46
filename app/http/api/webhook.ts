import { z } from "zod";
import { WEBHOOK_EVENTS } from "../../domain/webhook-events.ts";
import type { Attempt, DeliverySummary } from "../../webhooks/outgoing/list-deliveries.ts";
import type { Webhook } from "../../webhooks/outgoing/webhook.ts";
import { id, named, pageOf, unixMs } from "./values.ts";

const url = z
  .string()
  .max(500)
  .describe("Where messages go; `https` at a public address, or what the owner has listed.");
const events = z
  .array(z.enum(WEBHOOK_EVENTS))
  .nullable()
  .describe("The wanted types of event; null for all, also for those that come later.");
const names = z
  .enum(["hub", "btcpay"])
  .describe("Whose words stand in a message's `type`: the hub's, or BTCPay Server's where it has one.");

export const newWebhook = named(
  "NewWebhook",
  "Where to tell of a stall's events.",
  z.strictObject({ url, events: events.default(null), names: names.default("hub") }),
);

export const webhookChanges = named(
  "WebhookChanges",
  "What is left out stays as it is.",
  z.strictObject({
    url: url.optional(),
    events: events.optional(),
    names: names.optional(),
    isOn: z.boolean().describe("Off: nothing is sent, and what waits is dropped.").optional(),
  }),
);

const shape = {
  id: id("whk", "The webhook's id."),
  url,
  events,
  names,
  isOn: z.boolean(),
  offReason: z
    .enum(["by-hand", "gone", "failing"])
    .nullable()
    .describe("`gone`: the receiver answered 410. `failing`: five days of nothing but failures."),
  failingSinceMs: unixMs.nullable().describe("Since when every try has failed; null while messages arrive."),
  createdAtMs: unixMs,
};

export const webhook = named("Webhook", "Where a stall's events are told.", z.strictObject(shape));

const secrets = {
  secret: z.string().describe("`whsec_…`: checks `v1` signatures and `BTCPay-Sig`. Shown in this answer alone."),
  publicKey: z.string().describe("`whpk_…`: checks `v1a` signatures."),
};

export const madeWebhook = named(
  "MadeWebhook",
  "A webhook with what its receiver checks messages by.",
  z.strictObject({ ...shape, ...secrets }),
);

export const webhookSecrets = named(
  "WebhookSecrets",
  "What the receiver checks messages by from now on.",
  z.strictObject(secrets),
);

export const webhookList = named(
  "WebhookList",
  "All webhooks of one stall; never more than 20.",
  z.strictObject({ items: z.array(webhook) }),
);

export const deliveryState = z.enum(["waiting", "sent", "failed", "dropped"]);

export const DELIVERY = /^dlv_[0-9a-hjkmnp-tv-z]{52}(?:_\d{1,9})?$/;

const deliveryId = z.string().regex(DELIVERY, "must be an id that begins with dlv_");

const summary = {
  id: deliveryId,
  type: z.string().describe("The event's type, as the hub calls it."),
  eventId: z.string(),
  orderId: z.string().nullable(),
  original: deliveryId.nullable().describe("The message that this one repeats by hand."),
  state: deliveryState,
  attempts: z.int().min(0),
  lastStatus: z.int().nullable().describe("What the receiver answered to the last try; null when it did not."),
  nextTryAtMs: unixMs.nullable(),
  createdAtMs: unixMs,
};

const deliverySummary = named("WebhookDeliverySummary", "A message as the log lists it.", z.strictObject(summary));

export const deliveryPage = named(
  "WebhookDeliveryPage",
  "A webhook's messages, newest event first.",
  pageOf(deliverySummary),
);

export const delivery = named(
  "WebhookDelivery",
  "A message with each of its tries, the last one first.",
  z.strictObject({
    ...summary,
    tries: z.array(
      z.strictObject({
        number: z.int(),
        atMs: unixMs,
        tookMs: z.int(),
        status: z.int().nullable().describe("Null when no whole answer came; `error` says why."),
        error: z.string(),
        answer: z.string().describe("Its first 1,000 characters."),
      }),
    ),
  }),
);

export const queuedDelivery = named(
  "QueuedDelivery",
  "A message that is sent now.",
  z.strictObject({ id: deliveryId }),
);

export function webhookJson(of: Webhook): z.infer<typeof webhook> {
  return {
    id: of.id,
    url: of.url,
    events: of.events === null ? null : [...of.events],
    names: of.names,
    isOn: of.isOn,
    offReason: of.offReason === "" ? null : of.offReason,
    failingSinceMs: of.failingSinceMs === undefined ? null : Number(of.failingSinceMs),
    createdAtMs: Number(of.createdAtMs),
  };
}

export function deliverySummaryJson(of: DeliverySummary): z.infer<typeof deliverySummary> {
  return {
    id: of.id,
    type: of.type,
    eventId: of.eventId,
    orderId: of.orderId ?? null,
    original: of.original ?? null,
    state: of.state,
    attempts: of.attempts,
    lastStatus: of.lastStatus ?? null,
    nextTryAtMs: of.nextTryAtMs === undefined ? null : Number(of.nextTryAtMs),
    createdAtMs: Number(of.createdAtMs),
  };
}

export function deliveryJson(of: DeliverySummary & { tries: readonly Attempt[] }): z.infer<typeof delivery> {
  const tries = of.tries.map((each) => ({ ...each, atMs: Number(each.atMs), tookMs: Number(each.tookMs) }));
  return { ...deliverySummaryJson(of), tries };
}
