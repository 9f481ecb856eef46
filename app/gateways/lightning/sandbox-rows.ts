import { msat } from "../../domain/money.ts";
import { blockHeight, unixMs } from "../../domain/time.ts";
import type { Invoice, OutgoingPayment, Settlement } from "./port.ts";
import type { InvoiceRow, PaymentRow } from "./sandbox-store.ts";

/** A stored invoice in the port's words. */
export function toInvoice(row: InvoiceRow): Invoice {
  const isHeld = row.state === "held" && row.hold_expires_at_height !== null;
  return {
    paymentHash: row.payment_hash,
    bolt11: row.bolt11,
    state: row.state,
    receivedMsat: msat(row.received_msat),
    settleIndex: row.settle_index ?? 0n,
    ...(row.settled_at_ms !== null && { settledAtMs: unixMs(row.settled_at_ms) }),
    ...(isHeld && { holdExpiresAtHeight: blockHeight(Number(row.hold_expires_at_height)) }),
  };
}

export function toSettlement(row: InvoiceRow): Settlement {
  if (row.settled_at_ms === null || row.settle_index === null)
    throw new Error(`invoice ${row.payment_hash} is not settled`);
  return {
    paymentHash: row.payment_hash,
    receivedMsat: msat(row.received_msat),
    settledAtMs: unixMs(row.settled_at_ms),
    settleIndex: row.settle_index,
  };
}

/** A stored payment in the port's words. */
export function toPayment(row: PaymentRow): OutgoingPayment {
  const paymentHash = row.payment_hash;
  if (row.state === "failed") return { state: "failed", paymentHash, reason: row.reason ?? "rejected" };
  if (row.state === "pending" || row.preimage === null) return { state: "pending", paymentHash };
  return {
    state: "confirmed",
    paymentHash,
    preimage: row.preimage,
    amountMsat: msat(row.amount_msat),
    feeMsat: msat(row.fee_msat),
  };
}
