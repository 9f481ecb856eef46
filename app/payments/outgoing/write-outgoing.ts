import type { Reader, Tx } from "../../db/database.ts";
import { enqueue } from "../../db/enqueue.ts";
import type { OutgoingPurpose } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Destination } from "../../gateways/payee/port.ts";
import type { Outgoing } from "./sending.ts";

/** The job that sends one of them as soon as it may be sent; a sweep finds those whose job was lost. */
export const SEND_JOB = "outgoing.send";

export type NewOutgoing = {
  id: string;
  purpose: OutgoingPurpose;
  stallId: string;
  orderId: string | null;
  askedBy: string;
  destination: Destination;
  amountMsat: bigint;
  state: "asked" | "ready";
  now: UnixMs;
};

/** Writes the row, and queues the sending of one that needs nobody's word any more. */
export async function writeOutgoing(tx: Tx, random: Random, of: NewOutgoing): Promise<Outgoing> {
  const row: Outgoing = {
    id: of.id,
    purpose: of.purpose,
    stall_id: of.stallId,
    order_id: of.orderId,
    asked_by: of.askedBy,
    destination_kind: of.destination.kind,
    destination: of.destination.text,
    amount_msat: of.amountMsat,
    state: of.state,
    revision: 1n,
    tries: 0n,
    next_try_ms: of.now,
    reason: "",
    created_at_ms: of.now,
    updated_at_ms: of.now,
  };
  await tx.insertInto("outgoing").values(row).execute();
  if (of.state === "ready") await queueSending(tx, random, of.id, of.now);
  return row;
}

/** Whether the very same was asked for before; an id of something else is found by nobody. */
export async function isWritten(
  reader: Reader,
  { id, stallId, orderId }: { id: string; stallId?: string; orderId?: string },
): Promise<boolean> {
  let query = reader.selectFrom("outgoing").select("id").where("id", "=", id);
  if (stallId !== undefined) query = query.where("stall_id", "=", stallId).where("purpose", "=", "payout");
  if (orderId !== undefined) query = query.where("order_id", "=", orderId);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function queueSending(tx: Tx, random: Random, outgoingId: string, now: UnixMs): Promise<void> {
  await enqueue(tx, {
    id: newId("job", now, random),
    kind: SEND_JOB,
    payload: { outgoingId },
    runAtMs: now,
    nowMs: now,
    dedupeKey: `${SEND_JOB}:${outgoingId}`,
  });
}
