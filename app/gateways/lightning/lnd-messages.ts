import { msat, ZERO_MSAT, type Msat } from "../../domain/money.ts";
import { blockHeight, SECOND_MS, unixMs, type BlockHeight } from "../../domain/time.ts";
import type { RpcInvoice, RpcPayment } from "./lnd-rpc.ts";
import type { Invoice, InvoiceState, OutgoingPayment, PayFailure, Settlement } from "./port.ts";

const INVOICE_STATES: Record<RpcInvoice["state"], InvoiceState> = {
  OPEN: "open",
  ACCEPTED: "held",
  SETTLED: "settled",
  CANCELED: "cancelled",
};

/** LND's invoice in the hub's words. */
export function toInvoice(message: RpcInvoice): Invoice {
  const state = INVOICE_STATES[message.state];
  const holdExpiresAtHeight = state === "held" ? lowestExpiry(message) : undefined;
  return {
    paymentHash: message.r_hash.toString("hex"),
    bolt11: message.payment_request,
    state,
    // LND keeps the amount of a held payment that went back.
    receivedMsat: state === "cancelled" ? ZERO_MSAT : amount(message.amt_paid_msat),
    settleIndex: BigInt(message.settle_index),
    ...(state === "settled" && { settledAtMs: settledAtMs(message) }),
    ...(holdExpiresAtHeight !== undefined && { holdExpiresAtHeight }),
  };
}

/** LND cancels the whole set when its first HTLC comes close to expiry, so the lowest height counts. */
function lowestExpiry({ htlcs }: RpcInvoice): BlockHeight | undefined {
  const heights = htlcs.filter((htlc) => htlc.state === "ACCEPTED").map((htlc) => htlc.expiry_height);
  return heights.length === 0 ? undefined : blockHeight(Math.min(...heights));
}

export function toSettlement(message: RpcInvoice): Settlement {
  return {
    paymentHash: message.r_hash.toString("hex"),
    receivedMsat: amount(message.amt_paid_msat),
    settledAtMs: settledAtMs(message),
    settleIndex: BigInt(message.settle_index),
  };
}

function settledAtMs(message: RpcInvoice) {
  return unixMs(BigInt(message.settle_date) * SECOND_MS);
}

/** A cancelled payment was rejected by LND's own side of it; an error not named otherwise by a node on the way. */
const PAY_FAILURES: Record<RpcPayment["failure_reason"], PayFailure> = {
  FAILURE_REASON_NONE: "rejected",
  FAILURE_REASON_TIMEOUT: "timeout",
  FAILURE_REASON_NO_ROUTE: "no-route",
  FAILURE_REASON_ERROR: "rejected",
  FAILURE_REASON_INCORRECT_PAYMENT_DETAILS: "rejected",
  FAILURE_REASON_INSUFFICIENT_BALANCE: "insufficient-balance",
  FAILURE_REASON_CANCELED: "timeout",
};

/** LND's payment in the hub's words; whatever is not final is pending. */
export function toPayment(message: RpcPayment): OutgoingPayment {
  const paymentHash = message.payment_hash;
  if (message.status === "FAILED")
    return { state: "failed", paymentHash, reason: PAY_FAILURES[message.failure_reason] };
  if (message.status !== "SUCCEEDED") return { state: "pending", paymentHash };
  return {
    state: "confirmed",
    paymentHash,
    preimage: message.payment_preimage,
    amountMsat: amount(message.value_msat),
    feeMsat: amount(message.fee_msat),
  };
}

function amount(text: string): Msat {
  return msat(BigInt(text));
}
