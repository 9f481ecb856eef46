import { sql } from "kysely";
import { isWebhookEvent } from "../domain/webhook-events.ts";
import type { Tx } from "./database.ts";
import { growStream } from "./grow-stream.ts";

/** The stream on which whoever sends webhooks hears that there is something to send. */
export const WEBHOOK_STREAM = "webhooks";

type Happened = { id: string; stream: string; type: string; atMs: bigint };

/** A message's id says what it tells whom. */
export function deliveryId(eventId: string, webhookId: string): string {
  return `dlv_${eventId.slice(4)}${webhookId.slice(4)}`;
}

/**
 * Queues an event for every webhook of its stall that is on and wants it, in the transaction of the event: it is told
 * exactly if it happened. One look into an index where a stall has none.
 */
export async function queueWebhooks(tx: Tx, { id, stream, type, atMs }: Happened): Promise<void> {
  if (!isWebhookEvent(type)) return;
  const { numAffectedRows } = await sql`
    INSERT INTO webhook_delivery
      (id, webhook_id, event_id, type, names, stream, seq, original, state, attempts, due_at_ms, claim,
       created_at_ms, updated_at_ms)
    SELECT CAST(${`dlv_${id.slice(4)}`} AS TEXT) || substr(webhook.id, 5), webhook.id, event.id, event.type,
      webhook.names, event.stream, event.seq, NULL, 'waiting', 0, CAST(${atMs} AS BIGINT), NULL,
      CAST(${atMs} AS BIGINT), CAST(${atMs} AS BIGINT)
    FROM webhook CROSS JOIN event
    WHERE webhook.stall_id = COALESCE((SELECT stall_id FROM orders WHERE id = ${stream}), ${stream})
      AND webhook.state = 'on'
      AND (webhook.events = '*' OR webhook.events LIKE ${`%"${type}"%`})
      AND event.id = ${id}`.execute(tx);
  if ((numAffectedRows ?? 0n) > 0n) growStream(WEBHOOK_STREAM);
}
