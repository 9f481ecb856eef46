import { appendEvent } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { enqueue } from "../db/enqueue.ts";
import { transact } from "../db/transact.ts";
import { canonicalJson } from "../domain/canonical-json.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { msat } from "../domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { SECOND_MS, unixMs } from "../domain/time.ts";
import type { Clock } from "../domain/time.ts";
import type { LightningReceiver } from "../gateways/lightning/port.ts";
import { intendInvoice } from "./open-charge.ts";
import type { InvoiceIntent } from "./open-charge.ts";

export type Invoicing = { db: Db; node: LightningReceiver; clock: Clock; random: Random };

export type Invoiced = { kind: "invoiced"; bolt11: string; paymentHash: string };

/** The job that asks again when the node did not answer the buyer's own request. */
export const REQUEST_INVOICE_JOB = "charge.request-invoice";

const RETRY_AFTER_MS = 5n * SECOND_MS;

/**
 * Gets the Lightning invoice of a charge from the node: with `intent` for a charge just opened, without
 * it to finish what a crash or a lost answer left behind. One charge never has two payable invoices
 * from here: an older intent is looked up first and given up only when the node does not know it.
 */
export async function requestInvoice(
  deps: Invoicing,
  chargeId: string,
  intent?: InvoiceIntent,
): Promise<Invoiced | Refused<"node-unavailable" | "wrong-state">> {
  try {
    const found = intent === undefined ? await findEarlier(deps, chargeId) : intent;
    if ("kind" in found) return found;
    return await askNode(deps, found);
  } catch (error) {
    if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
    await askLater(deps, chargeId);
    return refuse("node-unavailable");
  }
}

async function askNode(deps: Invoicing, intent: InvoiceIntent): Promise<Invoiced> {
  const created = await deps.node.createInvoice({
    preimage: intent.preimage,
    amountMsat: intent.amountMsat,
    descriptionHash: sha256Hex(orderDescription(intent.orderId, intent.amountMsat)),
    expirySeconds: Math.max(1, Number((intent.expiresAt - deps.clock()) / SECOND_MS)),
  });
  await recordInvoice(deps, intent.paymentHash, created.bolt11, intent.orderId);
  return { kind: "invoiced", bolt11: created.bolt11, paymentHash: intent.paymentHash };
}

/** The text whose SHA-256 the invoice carries (BOLT 11 `h`): it ties the payment to this order and amount. */
function orderDescription(orderId: string, amountMsat: bigint): string {
  return canonicalJson({ amountMsat: amountMsat.toString(), order: orderId });
}

async function findEarlier(
  deps: Invoicing,
  chargeId: string,
): Promise<Invoiced | InvoiceIntent | Refused<"wrong-state">> {
  const latest = await deps.db
    .selectFrom("lightning_invoice")
    .innerJoin("charge", "charge.id", "lightning_invoice.charge_id")
    .where("charge_id", "=", chargeId)
    .orderBy("attempt", "desc")
    .select(["payment_hash", "bolt11", "lightning_invoice.state", "charge.state as charge_state", "order_id"])
    .executeTakeFirstOrThrow();
  if (latest.bolt11 !== null) return { kind: "invoiced", bolt11: latest.bolt11, paymentHash: latest.payment_hash };
  if (latest.charge_state !== "open") return refuse("wrong-state");
  if (latest.state === "intended") {
    const known = await deps.node.findInvoice(latest.payment_hash);
    if (known !== undefined) {
      await recordInvoice(deps, latest.payment_hash, known.bolt11, latest.order_id);
      return { kind: "invoiced", bolt11: known.bolt11, paymentHash: latest.payment_hash };
    }
  }
  return intendAgain(deps, { chargeId, orderId: latest.order_id, lostHash: latest.payment_hash });
}

type Lost = { chargeId: string; orderId: string; lostHash: string };

async function intendAgain(deps: Invoicing, { chargeId, orderId, lostHash }: Lost): Promise<InvoiceIntent> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    await tx
      .updateTable("lightning_invoice")
      .set({ state: "void", updated_at_ms: now })
      .where("payment_hash", "=", lostHash)
      .where("state", "=", "intended")
      .execute();
    const last = await tx
      .selectFrom("lightning_invoice")
      .where("charge_id", "=", chargeId)
      .orderBy("attempt", "desc")
      .select(["attempt", "amount_msat", "expires_at_ms"])
      .executeTakeFirstOrThrow();
    return intendInvoice(tx, chargeId, last.attempt + 1n, {
      orderId,
      amountMsat: msat(last.amount_msat),
      expiresAt: unixMs(last.expires_at_ms),
      now,
      random: deps.random,
    });
  });
}

async function recordInvoice(deps: Invoicing, paymentHash: string, bolt11: string, orderId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const now = deps.clock();
    const result = await tx
      .updateTable("lightning_invoice")
      .set({ state: "open", bolt11, updated_at_ms: now })
      .where("payment_hash", "=", paymentHash)
      .where("state", "=", "intended")
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return;
    const id = newId("evt", now, deps.random);
    await appendEvent(tx, { id, stream: orderId, type: "charge.invoiced", atMs: now, body: { paymentHash } });
  });
}

async function askLater(deps: Invoicing, chargeId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const now = deps.clock();
    await enqueue(tx, {
      id: newId("job", now, deps.random),
      kind: REQUEST_INVOICE_JOB,
      payload: { chargeId },
      runAtMs: now + RETRY_AFTER_MS,
      nowMs: now,
      dedupeKey: `${REQUEST_INVOICE_JOB}:${chargeId}`,
    });
  });
}
