import { appendEvent } from "../db/append-event.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import { NotApplied } from "../domain/outcome.ts";
import { isRefused } from "../domain/refusal.ts";
import type { LightningCanceller } from "../gateways/lightning/port.ts";
import { liveInvoices } from "./ask-for-rest-later.ts";
import type { LiveInvoice } from "./ask-for-rest-later.ts";
import { checkInvoice } from "./check-invoice.ts";
import type { Observing } from "./observe-settlement.ts";
import { intendInvoice } from "./open-charge.ts";
import type { InvoiceIntent } from "./open-charge.ts";
import { requestInvoice } from "./request-invoice.ts";
import type { Invoicing } from "./request-invoice.ts";
import { restDue } from "./rest-due.ts";

export type AskingForRest = Observing & Invoicing & { canceller: LightningCanceller | undefined };

/**
 * Makes the Lightning invoice of a charge ask for what is still due: one that asks for something else, or for a charge
 * that has ended, is cancelled at the node first, and only then the next is made, so that there are never two to be paid.
 * Begun anew by whoever comes after a crash; `false` while the node has not answered, and somebody has to come again.
 */
export async function askForRest(deps: AskingForRest, chargeId: string): Promise<boolean> {
  try {
    const due = await restDue(deps.db, chargeId, deps.clock());
    const live = await liveInvoices(deps.db, chargeId);
    // What may be on its way to the node has to be known first: nobody can cancel what is not there yet.
    if (live.some(({ state }) => state === "intended")) return await finishIntent(deps, chargeId);
    const isRight = ({ amountMsat }: LiveInvoice) => amountMsat === due?.amountMsat;
    for (const invoice of live.filter((each) => !isRight(each))) await takeBack(deps, chargeId, invoice);
    return live.some(isRight) || (await askAnew(deps, chargeId));
  } catch (error) {
    // Unknown is thrown on and ends the same: asking again what became of a cancelled invoice is safe.
    if (error instanceof NotApplied) return false;
    throw error;
  }
}

/** The invoice comes first, and is looked at again once it is there. */
async function finishIntent(deps: AskingForRest, chargeId: string): Promise<boolean> {
  await requestInvoice(deps, chargeId);
  const live = await liveInvoices(deps.db, chargeId);
  return live.some(({ state }) => state === "intended") ? false : askForRest(deps, chargeId);
}

/** A hub whose keys are too old for it leaves the invoice: what it brings too much is owed back. */
async function takeBack(deps: AskingForRest, chargeId: string, { paymentHash }: LiveInvoice): Promise<void> {
  if (deps.canceller === undefined) return;
  const outcome = await deps.canceller.cancelInvoice(paymentHash);
  // Too late: its buyer was faster, and what came counts like everything else that comes.
  if (outcome === "settled") return void (await checkInvoice(deps, deps.node, paymentHash));
  await transact(deps.db, async (tx) => {
    const now = deps.clock();
    const left = await tx
      .updateTable("lightning_invoice")
      .set({ state: "cancelled", updated_at_ms: now })
      .where("payment_hash", "=", paymentHash)
      .where("state", "=", "open")
      .executeTakeFirst();
    if (left.numUpdatedRows === 0n) return;
    const charge = await tx
      .selectFrom("charge")
      .select("order_id")
      .where("id", "=", chargeId)
      .executeTakeFirstOrThrow();
    const event = { stream: charge.order_id, type: "charge.invoice-cancelled", atMs: now, body: { paymentHash } };
    await appendEvent(tx, { id: newId("evt", now, deps.random), ...event });
  });
}

/** True when there is nothing left to be done. */
async function askAnew(deps: AskingForRest, chargeId: string): Promise<boolean> {
  const intent = await intendRest(deps, chargeId);
  return intent === undefined || !isRefused(await requestInvoice(deps, chargeId, intent));
}

async function intendRest(deps: AskingForRest, chargeId: string): Promise<InvoiceIntent | undefined> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const due = await restDue(tx, chargeId, now);
    if (due === undefined || (await liveInvoices(tx, chargeId)).length > 0) return undefined;
    const last = await tx
      .selectFrom("lightning_invoice")
      .where("charge_id", "=", chargeId)
      .orderBy("attempt", "desc")
      .select("attempt")
      .executeTakeFirstOrThrow();
    return intendInvoice(tx, chargeId, last.attempt + 1n, { ...due, now, random: deps.random });
  });
}
