import { sql } from "kysely";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { Canonical } from "../domain/canonical-json.ts";
import type { Tx } from "./database.ts";
import { growStream } from "./grow-stream.ts";

export type NewEvent = {
  id: string;
  /** What the event is about: the id of an order, stall or person. */
  stream: string;
  type: string;
  atMs: bigint;
  body: { readonly [key: string]: Canonical };
};

const BODY_VERSION = 1n;

/** Adds the next event of a stream; its place in the stream is unique, so two writers cannot both take it. */
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
    })
    .execute();
  growStream(event.stream);
}
