import type { Tx } from "../db/database.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { Msat } from "../domain/money.ts";
import type { UnixMs } from "../domain/time.ts";

export type NewCharge = { orderId: string; amountMsat: Msat; expiresAt: UnixMs; now: UnixMs; random: Random };

/** An invoice about to be asked for. The preimage is never stored: after a crash a new one is made. */
export type InvoiceIntent = {
  chargeId: string;
  orderId: string;
  paymentHash: string;
  preimage: string;
  amountMsat: Msat;
  expiresAt: UnixMs;
};

/** Writes the request for an order's money and the intent to make its first Lightning invoice. */
export async function openCharge(tx: Tx, charge: NewCharge): Promise<InvoiceIntent> {
  const chargeId = newId("chg", charge.now, charge.random);
  await tx
    .insertInto("charge")
    .values({
      id: chargeId,
      order_id: charge.orderId,
      state: "open",
      amount_msat: charge.amountMsat,
      expires_at_ms: charge.expiresAt,
      created_at_ms: charge.now,
      updated_at_ms: charge.now,
    })
    .execute();
  return intendInvoice(tx, chargeId, 1n, charge);
}

/** Writes the intent before the node is asked, so that a lost answer can be looked up by its hash. */
export async function intendInvoice(
  tx: Tx,
  chargeId: string,
  attempt: bigint,
  { orderId, amountMsat, expiresAt, now, random }: NewCharge,
): Promise<InvoiceIntent> {
  const preimage = random(32);
  const paymentHash = sha256Hex(preimage);
  await tx
    .insertInto("lightning_invoice")
    .values({
      payment_hash: paymentHash,
      charge_id: chargeId,
      attempt,
      state: "intended",
      bolt11: null,
      amount_msat: amountMsat,
      expires_at_ms: expiresAt,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  return { chargeId, orderId, paymentHash, preimage: Buffer.from(preimage).toString("hex"), amountMsat, expiresAt };
}
