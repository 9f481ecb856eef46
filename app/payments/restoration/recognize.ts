import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Tx } from "../../db/database.ts";
import type { FindingTable } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { OutgoingPayment } from "../../gateways/lightning/port.ts";
import { releaseFee } from "../fee-budget/end-reservation.ts";
import type { Attempt } from "../outgoing/attempt.ts";
import type { Outgoing, Sending } from "../outgoing/sending.ts";

export type Booking = Pick<Sending, "db" | "clock" | "random" | "payer" | "payee">;

type Confirmed = Extract<OutgoingPayment, { state: "confirmed" }>;

export type Recognizing = { finding: Readonly<FindingTable>; made: Confirmed; by: By };

/**
 * Writes down by which payment something has left, before the books follow. Whoever is killed in between leaves it on
 * its way, by a payment that the node says has arrived: sending goes on from there once it may.
 */
export async function recognize(
  tx: Tx,
  deps: Booking,
  { finding, made, by }: Recognizing,
): Promise<{ outgoing: Outgoing; attempt: Attempt } | Refused<"already-on-its-way">> {
  const now = deps.clock();
  const moved = await tx
    .updateTable("outgoing")
    .set({ state: "sending", updated_at_ms: now })
    .where("id", "=", finding.outgoing_id)
    .where("state", "in", ["asked", "ready", "sending"])
    .where("amount_msat", "=", made.amountMsat)
    .returningAll()
    .executeTakeFirst();
  if (moved === undefined) return refuse("already-on-its-way");
  await endLive(tx, moved.id, now);
  const attempt = await writeAttempt(tx, deps, moved, made);
  await tx
    .updateTable("finding")
    .set({ state: "closed", closed_at_ms: now })
    .where("id", "=", finding.id)
    .where("state", "=", "open")
    .execute();
  const body = { outgoing: moved.id, paymentHash: made.paymentHash };
  await recordAct(tx, deps, by, { type: "payment.recognized", stream: moved.order_id ?? moved.stall_id, body });
  return { outgoing: moved, attempt };
}

/** What was being tried when the backup was made came to nothing, since another payment has arrived. */
async function endLive(tx: Tx, outgoingId: string, now: bigint): Promise<void> {
  const ended = await tx
    .updateTable("outgoing_attempt")
    .set({ state: "failed", reason: "restored", updated_at_ms: now })
    .where("outgoing_id", "=", outgoingId)
    .where("state", "=", "live")
    .returning("fee_reservation_id")
    .executeTakeFirst();
  if (ended !== undefined) await releaseFee(tx, ended.fee_reservation_id);
}

/** Its fee was spent, whatever the budget says now. */
async function writeAttempt(
  tx: Tx,
  { clock, random }: Booking,
  { id: outgoingId, purpose }: Outgoing,
  { paymentHash, feeMsat }: Confirmed,
): Promise<Attempt> {
  const now = clock();
  const id = newId("att", now, random);
  await tx
    .insertInto("fee_reservation")
    .values({ id, purpose, reserved_msat: feeMsat, spent_msat: 0n, state: "held", at_ms: now })
    .execute();
  const row = {
    payment_hash: paymentHash,
    bolt11: "",
    fee_limit_msat: feeMsat,
    expires_at_ms: now,
    created_at_ms: now,
    updated_at_ms: now,
  } as const;
  await tx
    .insertInto("outgoing_attempt")
    .values({ id, outgoing_id: outgoingId, ...row, fee_msat: null, fee_reservation_id: id, state: "live", reason: "" })
    .execute();
  return { id, bolt11: "", paymentHash, feeLimitMsat: feeMsat, expiresAtMs: now };
}
