import type { Reader } from "../db/database.ts";

export type StallEvent = { id: string; orderId: string; type: string; atMs: bigint };

/** What happened to a stall's orders after the event of that id, oldest first. */
export async function readStallEvents(
  reader: Reader,
  stallId: string,
  { after, limit }: { after: string; limit: number },
): Promise<StallEvent[]> {
  const rows = await reader
    .selectFrom("event")
    .innerJoin("orders", "orders.id", "event.stream")
    .select(["event.id", "event.stream", "event.type", "event.at_ms"])
    .where("orders.stall_id", "=", stallId)
    .where("event.id", ">", after)
    .orderBy("event.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, orderId: row.stream, type: row.type, atMs: row.at_ms }));
}
