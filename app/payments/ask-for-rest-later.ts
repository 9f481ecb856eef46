import type { Reader, Tx } from "../db/database.ts";
import { enqueue } from "../db/enqueue.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";
import { restDue } from "./rest-due.ts";

/** The job that makes the Lightning invoice ask for what is still due, and for nothing else. */
export const ASK_FOR_REST_JOB = "charge.ask-for-rest";

export type LiveInvoice = { paymentHash: string; state: "intended" | "open"; amountMsat: bigint };

/** Invoices of a charge that may still be paid, or may be about to be made; the newest first. */
export async function liveInvoices(reader: Reader, chargeId: string): Promise<LiveInvoice[]> {
  const rows = await reader
    .selectFrom("lightning_invoice")
    .where("charge_id", "=", chargeId)
    .orderBy("attempt", "desc")
    .select(["payment_hash", "state", "amount_msat"])
    .execute();
  return rows.flatMap(({ payment_hash: paymentHash, state, amount_msat: amountMsat }) =>
    state === "intended" || state === "open" ? [{ paymentHash, state, amountMsat }] : [],
  );
}

/**
 * Queues the change of a charge's invoice where it has become wrong, in the transaction that made it so: the intent is
 * on disk before the node hears of anything, and a hub that is killed goes on from there.
 */
export async function askForRestLater(
  tx: Tx,
  { random, now }: { random: Random; now: UnixMs },
  chargeId: string,
): Promise<void> {
  const live = await liveInvoices(tx, chargeId);
  const due = await restDue(tx, chargeId, now);
  const isRight = due === undefined ? live.length === 0 : live.length === 1 && live[0]?.amountMsat === due.amountMsat;
  if (isRight) return;
  await enqueue(tx, {
    id: newId("job", now, random),
    kind: ASK_FOR_REST_JOB,
    payload: { chargeId },
    runAtMs: now,
    nowMs: now,
    dedupeKey: `${ASK_FOR_REST_JOB}:${chargeId}`,
  });
}
