import { sha256Hex } from "../../domain/hash.ts";
import type { UnixMs } from "../../domain/time.ts";
import { assertHex32 } from "./invoice-request.ts";
import { settlePayment } from "./sandbox-receive.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/** LND 0.21 gives a held payment back this many blocks before its HTLC would expire (`invoices.holdexpirydelta`). */
const HOLD_EXPIRY_DELTA = 18n;

/** Settles a held payment, and the payment of this node's own that it may be. */
export function settleHold(store: SandboxStore, preimage: string, nowMs: UnixMs): "settled" | "not-held" {
  assertHex32("preimage", preimage);
  const row = store.invoice(sha256Hex(Buffer.from(preimage, "hex")));
  if (row?.state === "settled") return "settled";
  if (row?.state !== "held") return "not-held";
  settlePayment(store, row, preimage, row.received_msat, nowMs);
  finishOwnPayment(store, row.payment_hash, preimage);
  return "settled";
}

export function cancelInvoice(store: SandboxStore, paymentHash: string): "cancelled" | "settled" {
  assertHex32("payment hash", paymentHash);
  if (store.invoice(paymentHash)?.state === "settled") return "settled";
  store.cancel(paymentHash);
  failOwnPayment(store, paymentHash);
  return "cancelled";
}

/** Finds blocks; payments held too long for them go back to their payers. */
export function mine(store: SandboxStore, countBlocks: number): void {
  const height = store.node().height + BigInt(countBlocks);
  store.setHeight(height);
  for (const paymentHash of store.heldUpTo(height + HOLD_EXPIRY_DELTA)) cancelInvoice(store, paymentHash);
}

function finishOwnPayment(store: SandboxStore, paymentHash: string, preimage: string): void {
  const payment = store.payment(paymentHash);
  if (payment?.state !== "pending") return;
  store.earn(-(payment.amount_msat + payment.fee_msat));
  store.savePayment({ ...payment, state: "confirmed", preimage });
}

function failOwnPayment(store: SandboxStore, paymentHash: string): void {
  const payment = store.payment(paymentHash);
  if (payment?.state === "pending") store.savePayment({ ...payment, state: "failed", reason: "rejected" });
}
