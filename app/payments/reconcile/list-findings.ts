import type { Reader } from "../../db/database.ts";
import type { FindingKind, FindingTable } from "../../db/schema.ts";

export type Finding = {
  id: string;
  kind: FindingKind;
  subject: string;
  orderId: string | undefined;
  outgoingId: string | undefined;
  bookedMsat: bigint;
  nodeMsat: bigint;
  foundAtMs: bigint;
  seenAtMs: bigint;
  closedAtMs: bigint | undefined;
};

/** Newest first. */
export async function listFindings(reader: Reader, state: "open" | "closed", limit: number): Promise<Finding[]> {
  const rows = await reader
    .selectFrom("finding")
    .selectAll()
    .where("state", "=", state)
    .orderBy(state === "open" ? "id" : "closed_at_ms", "desc")
    .limit(limit)
    .execute();
  return rows.map(findingOf);
}

export async function countFindings(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom("finding")
    .where("state", "=", "open")
    .select((eb) => eb.fn.countAll<bigint>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function findingOf(row: FindingTable): Finding {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    orderId: row.order_id ?? undefined,
    outgoingId: row.outgoing_id ?? undefined,
    bookedMsat: row.booked_msat,
    nodeMsat: row.node_msat,
    foundAtMs: row.found_at_ms,
    seenAtMs: row.seen_at_ms,
    closedAtMs: row.closed_at_ms ?? undefined,
  };
}
