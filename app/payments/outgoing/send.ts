import { transact } from "../../db/transact.ts";
import { isRefused } from "../../domain/refusal.ts";
import { msat } from "../../domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { OutgoingPayment } from "../../gateways/lightning/port.ts";
import { sendingHalt } from "../sending-halt.ts";
import { canStillBePaid, intendAttempt, latestAttempt, liveAttempt } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { finishAttempt } from "./finish-attempt.ts";
import { postpone } from "./postpone.ts";
import { sendAsToken } from "./send-as-token.ts";
import { sendOnChain } from "./send-on-chain.ts";
import { SEARCH_MS } from "./sending.ts";
import type { Outgoing, Sending } from "./sending.ts";

/** `waiting`: nothing can be said yet, or nothing is to be done now; it is looked at again by itself. */
export type Sent = "sent" | "cancelled" | "postponed" | "waiting";

/**
 * Takes money that is due one step further, whatever was done before: by this process, by another, or by one that was
 * killed. An answer that was lost is looked up by the payment's hash. The same invoice may be tried again, because a
 * node never pays one hash twice; another invoice is asked for only when the first can not be paid any more.
 */
export async function send(deps: Sending, outgoingId: string): Promise<Sent> {
  const outgoing = await take(deps, outgoingId);
  if (outgoing === undefined) return "waiting";
  if (outgoing.destination_kind === "chain") return sendOnChain(deps, outgoing);
  if (outgoing.destination_kind === "ecash") return sendAsToken(deps, outgoing);
  const earlier = await liveAttempt(deps.db, outgoingId);
  try {
    if (earlier !== undefined) return await goOn(deps, outgoing, earlier);
    const attempt = await prepare(deps, outgoing);
    if (!isRefused(attempt)) return await pay(deps, outgoing, attempt);
    return attempt.reason === "already-on-its-way" ? "waiting" : await postpone(deps, outgoing, attempt.reason);
  } catch (error) {
    if (error instanceof NotApplied) return earlier === undefined ? postpone(deps, outgoing, "unreachable") : "waiting";
    if (error instanceof OutcomeUnknown) return "waiting";
    throw error;
  }
}

/** From `ready` to `sending`, unless something else of the same balance is on its way; the index decides who is first. */
async function take({ db, clock }: Sending, id: string): Promise<Outgoing | undefined> {
  return transact(db, async (tx) => {
    // Whatever is due, and whatever was on its way, may have arrived since the backup from which this came back.
    if ((await sendingHalt(tx)) !== undefined) return undefined;
    const row = await tx.selectFrom("outgoing").selectAll().where("id", "=", id).executeTakeFirst();
    if (row?.state === "sending") return row;
    const now = clock();
    if (row?.state !== "ready" || row.next_try_ms > now) return undefined;
    let slot = tx.selectFrom("outgoing").select("id").where("state", "=", "sending").where("purpose", "=", row.purpose);
    slot =
      row.order_id === null ? slot.where("stall_id", "=", row.stall_id) : slot.where("order_id", "=", row.order_id);
    if ((await slot.executeTakeFirst()) !== undefined) return undefined;
    const moved = await tx
      .updateTable("outgoing")
      .set({ state: "sending", updated_at_ms: now })
      .where("id", "=", id)
      .where("state", "=", "ready")
      .executeTakeFirst();
    return moved.numUpdatedRows === 1n ? { ...row, state: "sending" } : undefined;
  });
}

/**
 * Writes down what is about to be tried. An invoice that was tried before is tried again as long as it can be paid:
 * whoever was asked to pay it, however long ago, can then only pay the same one. After that a new one is asked for.
 */
async function prepare(deps: Sending, outgoing: Outgoing) {
  const earlier = await latestAttempt(deps.db, outgoing.id);
  if (earlier !== undefined && (await isWorthTrying(deps, earlier))) return intendAttempt(deps, outgoing, earlier);
  const { destination_kind: kind, destination: text } = outgoing;
  if (kind === "by-hand" || kind === "chain" || kind === "ecash")
    throw new Error(`${outgoing.id} is paid by no invoice`);
  const destination = { kind, text };
  const invoice = await deps.payee.invoiceFrom(destination, msat(outgoing.amount_msat));
  return isRefused(invoice) ? invoice : intendAttempt(deps, outgoing, invoice);
}

async function isWorthTrying({ payer, clock }: Sending, earlier: Attempt): Promise<boolean> {
  if (canStillBePaid(earlier, clock())) return true;
  const known = await payer.findPayment(earlier.paymentHash);
  return known !== undefined && known.state !== "failed";
}

async function pay(deps: Sending, outgoing: Outgoing, attempt: Attempt): Promise<Sent> {
  const { bolt11, feeLimitMsat: maxFeeMsat } = attempt;
  return finishAttempt(deps, outgoing, attempt, await deps.payer.pay({ bolt11, maxFeeMsat, timeoutMs: SEARCH_MS }));
}

/** Only the node knows what became of it. What it never heard of is tried again as long as the invoice is good. */
async function goOn(deps: Sending, outgoing: Outgoing, attempt: Attempt): Promise<Sent> {
  const known = await deps.payer.findPayment(attempt.paymentHash);
  if (known !== undefined) return finishAttempt(deps, outgoing, attempt, known);
  if (deps.clock() < attempt.expiresAtMs) return pay(deps, outgoing, attempt);
  if (canStillBePaid(attempt, deps.clock())) return "waiting";
  const never: OutgoingPayment = { state: "failed", paymentHash: attempt.paymentHash, reason: "expired" };
  return finishAttempt(deps, outgoing, attempt, never);
}
