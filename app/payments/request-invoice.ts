import { appendEvent } from "../db/append-event.ts";
import type { Db, Reader, Tx } from "../db/database.ts";
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
import type { Clock, UnixMs } from "../domain/time.ts";
import type { CreatedInvoice, LightningReceiver } from "../gateways/lightning/port.ts";
import { intendInvoice } from "./open-charge.ts";
import type { InvoiceIntent } from "./open-charge.ts";

export type Invoicing = { db: Db; node: LightningReceiver; clock: Clock; random: Random };

export type Invoiced = { kind: "invoiced"; bolt11: string; paymentHash: string };

/** The job that asks again when the node did not answer the buyer's own request. */
export const REQUEST_INVOICE_JOB = "charge.request-invoice";

const RETRY_AFTER_MS = 5n * SECOND_MS;

/** Longer than any call to the node may take: an intent older than this is no longer on its way. */
export const IN_FLIGHT_MS = 30n * SECOND_MS;

/** After a call ended without an answer the node may still be at it for a moment. */
const STILL_AT_IT_MS = 3n * SECOND_MS;

/**
 * Gets the Lightning invoice of a charge from the node: with `intent` for a charge just opened, without
 * it to finish what a crash or a lost answer left behind. One charge never has two payable invoices from
 * here: an older intent is looked up first, and given up only when it cannot be on its way any more and
 * the node does not know it.
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
  const created = await createOrGiveUp(deps, intent);
  await recordInvoice(deps, intent.paymentHash, created.bolt11, intent.orderId);
  return { kind: "invoiced", bolt11: created.bolt11, paymentHash: intent.paymentHash };
}

async function createOrGiveUp(deps: Invoicing, intent: InvoiceIntent): Promise<CreatedInvoice> {
  try {
    return await deps.node.createInvoice({
      preimage: intent.preimage,
      amountMsat: intent.amountMsat,
      descriptionHash: sha256Hex(orderDescription(intent.orderId, intent.amountMsat)),
      expirySeconds: Math.max(1, Number((intent.expiresAt - deps.clock()) / SECOND_MS)),
    });
  } catch (error) {
    // Only this answer proves that there is no invoice and never will be.
    if (error instanceof NotApplied) await giveUp(deps.db, intent.paymentHash, deps.clock());
    if (error instanceof OutcomeUnknown) await noteLostAnswer(deps.db, intent.paymentHash, deps.clock());
    throw error;
  }
}

async function giveUp(reader: Reader, paymentHash: string, now: UnixMs): Promise<void> {
  await reader
    .updateTable("lightning_invoice")
    .set({ state: "void", updated_at_ms: now })
    .where("payment_hash", "=", paymentHash)
    .where("state", "=", "intended")
    .execute();
}

/** The row's time of change tells from now on when the call ended; until then it is the time of the intent. */
async function noteLostAnswer(db: Db, paymentHash: string, now: UnixMs): Promise<void> {
  await db
    .updateTable("lightning_invoice")
    // Plus one, so that the change shows even when the answer was lost within the intent's own millisecond.
    .set({ updated_at_ms: now + 1n })
    .where("payment_hash", "=", paymentHash)
    .where("state", "=", "intended")
    .execute();
}

/** The text whose SHA-256 the invoice carries (BOLT 11 `h`): it ties the payment to this order and amount. */
function orderDescription(orderId: string, amountMsat: bigint): string {
  return canonicalJson({ amountMsat: amountMsat.toString(), order: orderId });
}

async function findEarlier(
  deps: Invoicing,
  chargeId: string,
): Promise<Invoiced | InvoiceIntent | Refused<"wrong-state" | "node-unavailable">> {
  const latest = await deps.db
    .selectFrom("lightning_invoice")
    .innerJoin("charge", "charge.id", "lightning_invoice.charge_id")
    .where("charge_id", "=", chargeId)
    .orderBy("attempt", "desc")
    .select(["payment_hash", "bolt11", "lightning_invoice.state"])
    .select(["lightning_invoice.created_at_ms", "lightning_invoice.updated_at_ms"])
    .select(["charge.state as charge_state", "order_id"])
    .executeTakeFirstOrThrow();
  if (latest.bolt11 !== null) return { kind: "invoiced", bolt11: latest.bolt11, paymentHash: latest.payment_hash };
  const hasEnded = latest.charge_state !== "open";
  if (latest.state === "intended") {
    const known = await deps.node.findInvoice(latest.payment_hash);
    if (known !== undefined) {
      await recordInvoice(deps, latest.payment_hash, known.bolt11, latest.order_id);
      return { kind: "invoiced", bolt11: known.bolt11, paymentHash: latest.payment_hash };
    }
    if (deps.clock() < onItsWayUntil(latest)) {
      await askLater(deps, chargeId);
      return refuse("node-unavailable");
    }
    // Nobody waits for what never reached the node, and its charge needs no other.
    if (hasEnded) await giveUp(deps.db, latest.payment_hash, deps.clock());
  }
  if (hasEnded) return refuse("wrong-state");
  return intendAgain(deps, { chargeId, orderId: latest.order_id, lostHash: latest.payment_hash });
}

function onItsWayUntil(row: { created_at_ms: bigint; updated_at_ms: bigint }): bigint {
  const hasEnded = row.updated_at_ms > row.created_at_ms;
  return hasEnded ? row.updated_at_ms + STILL_AT_IT_MS : row.created_at_ms + IN_FLIGHT_MS;
}

type Lost = { chargeId: string; orderId: string; lostHash: string };

async function intendAgain(
  deps: Invoicing,
  { chargeId, orderId, lostHash }: Lost,
): Promise<InvoiceIntent | Refused<"node-unavailable">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const last = await tx
      .selectFrom("lightning_invoice")
      .where("charge_id", "=", chargeId)
      .orderBy("attempt", "desc")
      .select(["payment_hash", "attempt", "amount_msat", "expires_at_ms"])
      .executeTakeFirstOrThrow();
    // Somebody else has begun anew in the meantime: theirs is the one to wait for.
    if (last.payment_hash !== lostHash) return refuse("node-unavailable");
    await giveUp(tx, lostHash, now);
    return intendInvoice(tx, chargeId, last.attempt + 1n, {
      orderId,
      amountMsat: msat(last.amount_msat),
      expiresAt: unixMs(last.expires_at_ms),
      now,
      random: deps.random,
    });
  });
}

/** Need not wait for the disk: the intent is there, and the node can be asked what it holds for that hash. */
async function recordInvoice(deps: Invoicing, paymentHash: string, bolt11: string, orderId: string): Promise<void> {
  const record = async (tx: Tx) => {
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
  };
  await transact(deps.db, record, "recoverable");
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
