import type { Reader } from "../../db/database.ts";
import type { OutgoingAttemptTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import type { UnixMs } from "../../domain/time.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { feeLimit, reserveFee } from "../fee-budget/reserve-fee.ts";
import type { PayeeInvoice } from "../../gateways/payee/port.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { isStillToBeTried } from "./still-to-be-tried.ts";
import { touchesReserve } from "./touches-reserve.ts";

/** One invoice of one payee that the node may have been asked to pay. */
export type Attempt = {
  id: string;
  bolt11: string;
  paymentHash: string;
  feeLimitMsat: Msat;
  expiresAtMs: bigint;
};

export async function liveAttempt(reader: Reader, outgoingId: string): Promise<Attempt | undefined> {
  const row = await reader
    .selectFrom("outgoing_attempt")
    .selectAll()
    .where("outgoing_id", "=", outgoingId)
    .where("state", "=", "live")
    .executeTakeFirst();
  return row === undefined ? undefined : attemptOf(row);
}

/** The last one that was tried, whatever became of it. */
export async function latestAttempt(reader: Reader, outgoingId: string): Promise<Attempt | undefined> {
  const row = await reader
    .selectFrom("outgoing_attempt")
    .selectAll()
    .where("outgoing_id", "=", outgoingId)
    .orderBy("id", "desc")
    .executeTakeFirst();
  return row === undefined ? undefined : attemptOf(row);
}

/** A call that was begun just before the invoice ended has reached the node by then, or never will. */
const SETTLED_AFTER_MS = 120_000n;

/** Whether a node that is asked, or was asked and has not acted yet, could still pay it. */
export function canStillBePaid({ expiresAtMs }: Pick<Attempt, "expiresAtMs">, now: UnixMs): boolean {
  return now < expiresAtMs + SETTLED_AFTER_MS;
}

function attemptOf(row: OutgoingAttemptTable): Attempt {
  return {
    id: row.id,
    bolt11: row.bolt11,
    paymentHash: row.payment_hash,
    feeLimitMsat: msat(row.fee_limit_msat),
    expiresAtMs: row.expires_at_ms,
  };
}

type NotIntended = Refused<
  "fee-budget-spent" | "fee-budget-too-small" | "invoice-used" | "already-on-its-way" | "kept-for-ecash"
>;

/**
 * Writes what is about to be tried, and sets its fee aside, before the node hears of it. When somebody else was
 * quicker, theirs is the attempt; when they have finished with it, there is none: however long the payee took to give
 * its invoice, a second one is not paid. An invoice that was paid, or tried, for something else is refused, and so is
 * what would leave less than is kept for others.
 */
export async function intendAttempt(
  deps: Sending,
  outgoing: Outgoing,
  invoice: Pick<PayeeInvoice, "bolt11" | "paymentHash"> & { expiresAtMs: bigint },
): Promise<Attempt | NotIntended> {
  const freeMsat = await deps.freeMsat?.();
  return transact(deps.db, async (tx) => {
    const live = await liveAttempt(tx, outgoing.id);
    if (live !== undefined) return live;
    const now = deps.clock();
    if (!(await isStillToBeTried(tx, outgoing, now))) return refuse("already-on-its-way");
    const before = await tx
      .selectFrom("outgoing_attempt")
      .select(["id", "outgoing_id", "state"])
      .where("payment_hash", "=", invoice.paymentHash)
      .executeTakeFirst();
    if (before !== undefined && (before.outgoing_id !== outgoing.id || before.state === "confirmed"))
      return refuse("invoice-used");
    const request = { purpose: outgoing.purpose, amountMsat: outgoing.amount_msat };
    const feeLimitMsat = await feeLimit(tx, request);
    if (await touchesReserve(tx, outgoing, { feeLimitMsat, freeMsat })) return refuse("kept-for-ecash");
    const id = before?.id ?? newId("att", now, deps.random);
    const reservation = newId("att", now, deps.random);
    const fee = await reserveFee(tx, { ...request, id: reservation, now });
    if (isRefused(fee)) return fee;
    const row = { fee_limit_msat: fee.limitMsat, fee_reservation_id: reservation, state: "live", reason: "" } as const;
    if (before === undefined)
      await tx
        .insertInto("outgoing_attempt")
        .values({
          id,
          outgoing_id: outgoing.id,
          payment_hash: invoice.paymentHash,
          bolt11: invoice.bolt11,
          fee_msat: null,
          expires_at_ms: invoice.expiresAtMs,
          created_at_ms: now,
          updated_at_ms: now,
          ...row,
        })
        .execute();
    else
      await tx
        .updateTable("outgoing_attempt")
        .set({ ...row, updated_at_ms: now })
        .where("id", "=", id)
        .execute();
    const { bolt11, paymentHash, expiresAtMs } = invoice;
    return { id, bolt11, paymentHash, feeLimitMsat: fee.limitMsat, expiresAtMs };
  });
}
