import type { Acting, Actor } from "../../accounts/acting.ts";
import { recordAct } from "../../accounts/record-act.ts";
import type { Tx } from "../../db/database.ts";
import { growStream } from "../../db/grow-stream.ts";
import { WEBHOOK_STREAM, deliveryId } from "../../db/queue-webhooks.ts";
import type { WebhookDeliveryTable, WebhookTable } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { TEST_EVENT } from "../../domain/webhook-events.ts";
import { appendEvent } from "../../db/append-event.ts";
import { withWebhook } from "./change-webhook.ts";
import type { WhichWebhook } from "./change-webhook.ts";

type Queued = { kind: "queued"; id: string };

/** Sends a message that is about nothing, to see whether it arrives. It is tried once. */
export async function testWebhook(
  deps: Acting,
  actor: Actor,
  which: WhichWebhook,
): Promise<Queued | Refused<"unknown-webhook" | "webhook-off">> {
  return withWebhook(deps, which, async (tx, webhook) => {
    if (webhook.state === "off") return refuse("webhook-off");
    const now = deps.clock();
    const eventId = newId("evt", now, deps.random);
    const event = { id: eventId, stream: which.stallId, type: "webhook.tested", atMs: now, by: actor };
    await appendEvent(tx, { ...event, body: { webhook: which.id } });
    const id = deliveryId(eventId, which.id);
    await queue(tx, deps, webhook, { id, event_id: eventId, type: TEST_EVENT, original: null });
    return { kind: "queued", id };
  });
}

/**
 * Sends a message again, under the id that it had, so that a receiver that took it before does nothing twice. One that
 * still waits for its next try gets it now.
 */
export async function redeliver(
  deps: Acting,
  actor: Actor,
  which: WhichWebhook & { deliveryId: string },
): Promise<Queued | Refused<"unknown-webhook" | "unknown-delivery" | "webhook-off">> {
  return withWebhook(deps, which, async (tx, webhook) => {
    const found = await tx
      .selectFrom("webhook_delivery")
      .selectAll()
      .where("id", "=", which.deliveryId)
      .where("webhook_id", "=", which.id)
      .executeTakeFirst();
    if (found === undefined) return refuse("unknown-delivery");
    if (webhook.state === "off") return refuse("webhook-off");
    const body = { webhook: which.id, delivery: found.id };
    await recordAct(tx, deps, actor, { type: "webhook.sent-again", stream: which.stallId, body });
    return {
      kind: "queued",
      id: found.state === "waiting" ? await hurry(tx, deps, found) : await again(tx, deps, webhook, found),
    };
  });
}

/** What is being sent right now is left alone. */
async function hurry(tx: Tx, { clock }: Acting, { id }: WebhookDeliveryTable): Promise<string> {
  await tx
    .updateTable("webhook_delivery")
    .set({ due_at_ms: clock() })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("claim", "is", null)
    .execute();
  growStream(WEBHOOK_STREAM);
  return id;
}

async function again(tx: Tx, deps: Acting, webhook: WebhookTable, found: WebhookDeliveryTable): Promise<string> {
  const original = found.original ?? found.id;
  const { count } = await tx
    .selectFrom("webhook_delivery")
    .select((eb) => eb.fn.countAll<bigint>().as("count"))
    .where("webhook_id", "=", webhook.id)
    .where("original", "=", original)
    .executeTakeFirstOrThrow();
  const id = `${original}_${count + 1n}`;
  await queue(tx, deps, webhook, { id, event_id: found.event_id, type: found.type, original });
  return id;
}

/** In a stream of its own: it is news to nobody, and neither waits for others nor keeps them waiting. */
async function queue(
  tx: Tx,
  { clock }: Acting,
  webhook: WebhookTable,
  of: Pick<WebhookDeliveryTable, "id" | "event_id" | "type" | "original">,
): Promise<void> {
  const now = clock();
  await tx
    .insertInto("webhook_delivery")
    .values({
      ...of,
      webhook_id: webhook.id,
      names: webhook.names,
      stream: of.id,
      seq: 1n,
      state: "waiting",
      attempts: 0n,
      due_at_ms: now,
      claim: null,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  growStream(WEBHOOK_STREAM);
}
