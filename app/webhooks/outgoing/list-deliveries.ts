import type { Reader } from "../../db/database.ts";
import type { WebhookAttemptTable, WebhookDeliveryState, WebhookDeliveryTable } from "../../db/schema.ts";

export type DeliverySummary = {
  id: string;
  /** As the hub calls it, whatever the receiver is told. */
  type: string;
  orderId: string | undefined;
  eventId: string;
  original: string | undefined;
  state: WebhookDeliveryState;
  attempts: number;
  /** When the next try comes; undefined when none does. */
  nextTryAtMs: bigint | undefined;
  isBeingSent: boolean;
  createdAtMs: bigint;
  /** What the receiver answered to the last try; null when nothing came. */
  lastStatus: number | null | undefined;
};

export type Attempt = {
  number: number;
  atMs: bigint;
  tookMs: bigint;
  status: number | null;
  error: string;
  answer: string;
};

export type DeliveryFilter = {
  webhookId: string;
  state?: WebhookDeliveryState | undefined;
  /** The id of the last one already shown; ids sort by the time of their event. */
  before?: string | undefined;
  limit: number;
};

/** A webhook's messages by the time of their events, newest first. Reads one more to know whether there are more. */
export async function listDeliveries(
  reader: Reader,
  { webhookId, state, before, limit }: DeliveryFilter,
): Promise<{ deliveries: DeliverySummary[]; nextBefore: string | undefined }> {
  let query = withLastStatus(reader)
    .where("webhook_id", "=", webhookId)
    .orderBy("webhook_delivery.id", "desc")
    .limit(limit + 1);
  if (state !== undefined) query = query.where("state", "=", state);
  if (before !== undefined) query = query.where("webhook_delivery.id", "<", before);
  const rows = await query.execute();
  const deliveries = rows.slice(0, limit).map(summaryOf);
  return { deliveries, nextBefore: rows.length > limit ? deliveries.at(-1)?.id : undefined };
}

/** One message with its tries; undefined when the webhook has no such. */
export async function findDelivery(
  reader: Reader,
  webhookId: string,
  id: string,
): Promise<(DeliverySummary & { tries: Attempt[] }) | undefined> {
  const row = await withLastStatus(reader)
    .where("webhook_id", "=", webhookId)
    .where("webhook_delivery.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const tries = await reader
    .selectFrom("webhook_attempt")
    .selectAll()
    .where("delivery_id", "=", id)
    .orderBy("number", "desc")
    .execute();
  return { ...summaryOf(row), tries: tries.map(attemptOf) };
}

function withLastStatus(reader: Reader) {
  return reader
    .selectFrom("webhook_delivery")
    .leftJoin("webhook_attempt", (join) =>
      join.onRef("delivery_id", "=", "webhook_delivery.id").onRef("number", "=", "webhook_delivery.attempts"),
    )
    .selectAll("webhook_delivery")
    .select(["webhook_attempt.number", "webhook_attempt.status"]);
}

type Row = WebhookDeliveryTable & { number: bigint | null; status: bigint | null };

function summaryOf(row: Row): DeliverySummary {
  const isBeingSent = row.state === "waiting" && row.claim !== null;
  return {
    id: row.id,
    type: row.type,
    orderId: row.stream.startsWith("ord_") ? row.stream : undefined,
    eventId: row.event_id,
    original: row.original ?? undefined,
    state: row.state,
    attempts: Number(row.attempts),
    nextTryAtMs: row.state === "waiting" && !isBeingSent ? row.due_at_ms : undefined,
    isBeingSent,
    createdAtMs: row.created_at_ms,
    lastStatus: row.number === null ? undefined : numberOrNull(row.status),
  };
}

function attemptOf(row: WebhookAttemptTable): Attempt {
  return {
    number: Number(row.number),
    atMs: row.at_ms,
    tookMs: row.took_ms,
    status: numberOrNull(row.status),
    error: row.error,
    answer: row.answer,
  };
}

function numberOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
