import type { Reader } from "../db/database.ts";

export type OrderEvent = { seq: bigint; type: string; atMs: bigint; body: string };

/** An order's history after `afterSeq`, oldest first; `body` is the canonical JSON as stored. */
export async function readEvents(reader: Reader, orderId: string, afterSeq: bigint): Promise<OrderEvent[]> {
  const rows = await reader
    .selectFrom("event")
    .select(["seq", "type", "at_ms", "body"])
    .where("stream", "=", orderId)
    .where("seq", ">", afterSeq)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ seq: row.seq, type: row.type, atMs: row.at_ms, body: row.body }));
}
