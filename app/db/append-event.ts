import { sql } from "kysely";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { Canonical } from "../domain/canonical-json.ts";
import type { DoorKind } from "../domain/door.ts";
import type { Tx } from "./database.ts";
import { growStream } from "./grow-stream.ts";
import { queueWebhooks } from "./queue-webhooks.ts";

/** Who did something, and from where; the machine's own terminal has neither door nor device. */
export type By = { personId: string; door?: DoorKind; device?: string };

export type NewEvent = {
  id: string;
  /** What the event is about: the id of an order, stall or person. */
  stream: string;
  type: string;
  atMs: bigint;
  /** Left out for what happened by itself. */
  by?: By | undefined;
  body: { readonly [key: string]: Canonical };
};

const BODY_VERSION = 1n;

/**
 * Adds the next event of a stream, and queues it for whoever wants to hear of it; its place in the stream is unique, so
 * two writers cannot both take it.
 */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto("event")
    .values({
      id: event.id,
      stream: event.stream,
      seq: sql<bigint>`(SELECT COALESCE(MAX(seq), 0) + 1 FROM event WHERE stream = ${event.stream})`,
      type: event.type,
      version: BODY_VERSION,
      at_ms: event.atMs,
      body: canonicalJson(event.body),
      actor: event.by?.personId ?? null,
      door: event.by?.door ?? null,
      device: event.by?.device ?? null,
    })
    .execute();
  growStream(event.stream);
  await queueWebhooks(tx, event);
}
