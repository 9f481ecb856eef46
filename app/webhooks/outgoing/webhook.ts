import type { Reader } from "../../db/database.ts";
import type { OffReason, WebhookNames, WebhookTable } from "../../db/schema.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { WebhookEvent } from "../../domain/webhook-events.ts";
import { ROTATION_MS } from "./secrets.ts";
import { eventsIn } from "./webhook-input.ts";

/** A webhook as its stall sees it. */
export type Webhook = {
  id: string;
  url: string;
  /** Null for all. */
  events: readonly WebhookEvent[] | null;
  names: WebhookNames;
  isOn: boolean;
  offReason: OffReason;
  /** Since when every try has failed; undefined while messages arrive. */
  failingSinceMs: bigint | undefined;
  /** Until when messages are signed with the secret before, too. */
  oldSecretUntilMs: bigint | undefined;
  createdAtMs: bigint;
};

export const MOST_WEBHOOKS = 20;

/** All of a stall's webhooks, the newest first. */
export async function listWebhooks(reader: Reader, stallId: string, nowMs: bigint): Promise<Webhook[]> {
  const rows = await reader
    .selectFrom("webhook")
    .selectAll()
    .where("stall_id", "=", stallId)
    .orderBy("id", "desc")
    .limit(MOST_WEBHOOKS)
    .execute();
  return rows.map((row) => webhookIn(row, nowMs));
}

export async function findWebhook(
  reader: Reader,
  stallId: string,
  id: string,
  nowMs: bigint,
): Promise<Webhook | Refused<"unknown-webhook">> {
  const row = await ownWebhook(reader, stallId, id);
  return row === undefined ? refuse("unknown-webhook") : webhookIn(row, nowMs);
}

/** Only of this stall; others do not exist for it. */
export async function ownWebhook(reader: Reader, stallId: string, id: string): Promise<WebhookTable | undefined> {
  return reader
    .selectFrom("webhook")
    .selectAll()
    .where("id", "=", id)
    .where("stall_id", "=", stallId)
    .executeTakeFirst();
}

function webhookIn(row: WebhookTable, nowMs: bigint): Webhook {
  const until = row.rotated_at_ms === null ? 0n : row.rotated_at_ms + ROTATION_MS;
  return {
    id: row.id,
    url: row.url,
    events: eventsIn(row.events),
    names: row.names,
    isOn: row.state === "on",
    offReason: row.off_reason,
    failingSinceMs: row.failing_since_ms ?? undefined,
    oldSecretUntilMs: nowMs < until ? until : undefined,
    createdAtMs: row.created_at_ms,
  };
}
