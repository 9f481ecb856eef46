import { sha256Hex } from "../../domain/hash.ts";
import type { Random } from "../../domain/ids.ts";
import { SECOND_MS, type UnixMs } from "../../domain/time.ts";
import { assertHex32, assertTerms, DEFAULT_CLTV_DELTA, type RequestedTerms } from "./invoice-request.ts";
import type { CreatedInvoice, HoldRequest, InvoiceRequest } from "./port.ts";
import { issueBolt11 } from "./sandbox-bolt11.ts";
import type { InvoiceRow, SandboxStore } from "./sandbox-store.ts";

/** Blocks a payer adds to the invoice's delta, so that a block found on the way does not spoil the payment (LND). */
const PAYER_PADDING_BLOCKS = 3n;

export interface Issuing {
  store: SandboxStore;
  random: Random;
  nowMs: UnixMs;
}

/** Makes an invoice, or answers with the one that exists for the preimage. */
export function issueInvoice(issuing: Issuing, request: InvoiceRequest): CreatedInvoice {
  assertHex32("preimage", request.preimage);
  return issue(issuing, sha256Hex(Buffer.from(request.preimage, "hex")), request.preimage, request);
}

/** Makes a hold, or answers with the one that exists for the hash. */
export function issueHold(issuing: Issuing, request: HoldRequest): CreatedInvoice {
  assertHex32("payment hash", request.paymentHash);
  return issue(issuing, request.paymentHash, null, request);
}

/** Without a preimage the payment can only be held. */
function issue(
  { store, random, nowMs }: Issuing,
  paymentHash: string,
  preimage: string | null,
  request: RequestedTerms,
): CreatedInvoice {
  assertTerms(request);
  const existing = store.invoice(paymentHash);
  if (existing !== undefined) return { bolt11: existing.bolt11, paymentHash };
  const { amountMsat, descriptionHash, expirySeconds, cltvDelta = DEFAULT_CLTV_DELTA } = request;
  const paymentSecret = Buffer.from(random(32)).toString("hex");
  const terms = {
    paymentHash,
    amountMsat,
    descriptionHash,
    paymentSecret,
    cltvDelta,
    createdAtMs: nowMs,
    expirySeconds,
  };
  const bolt11 = issueBolt11(store.node().private_key, terms);
  store.addInvoice({
    payment_hash: paymentHash,
    preimage,
    bolt11,
    amount_msat: amountMsat,
    cltv_delta: BigInt(cltvDelta),
    expires_at_ms: wholeSeconds(nowMs) + BigInt(expirySeconds) * SECOND_MS,
  });
  return { bolt11, paymentHash };
}

export type Refusal = "unknown-invoice" | "already-paid" | "expired" | "underpaid";

export type Receipt =
  | { state: "settled"; preimage: string; receivedMsat: bigint }
  | { state: "held"; receivedMsat: bigint }
  | { state: "refused"; reason: Refusal };

/**
 * Takes a payment for one of the node's invoices, whole or not at all.
 *
 * More than was asked is taken, however much: so does LND, although BOLT 4 lets a payee refuse more than twice.
 */
export function receive(
  store: SandboxStore,
  bolt11: string,
  amountMsat: bigint | undefined,
  row: InvoiceRow | undefined,
  nowMs: UnixMs,
): Receipt {
  if (row === undefined || row.bolt11 !== bolt11) return { state: "refused", reason: "unknown-invoice" };
  if (row.state === "held" || row.state === "settled") return { state: "refused", reason: "already-paid" };
  if (row.state === "cancelled") return { state: "refused", reason: "expired" };
  const receivedMsat = amountMsat ?? row.amount_msat;
  if (receivedMsat < row.amount_msat) return { state: "refused", reason: "underpaid" };
  if (row.preimage === null) return holdPayment(store, row, receivedMsat);
  settlePayment(store, row, row.preimage, receivedMsat, nowMs);
  return { state: "settled", preimage: row.preimage, receivedMsat };
}

function holdPayment(store: SandboxStore, row: InvoiceRow, receivedMsat: bigint): Receipt {
  store.hold(row.payment_hash, receivedMsat, store.node().height + row.cltv_delta + PAYER_PADDING_BLOCKS);
  return { state: "held", receivedMsat };
}

/** Books a payment as the node's, with the next settle index. */
export function settlePayment(
  store: SandboxStore,
  row: InvoiceRow,
  preimage: string,
  receivedMsat: bigint,
  nowMs: UnixMs,
): void {
  store.settle(row.payment_hash, preimage, receivedMsat, wholeSeconds(nowMs));
  store.earn(receivedMsat);
}

/** Nodes keep times to the second. */
function wholeSeconds(nowMs: UnixMs): bigint {
  return nowMs - (nowMs % SECOND_MS);
}
