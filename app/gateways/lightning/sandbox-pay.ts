import type { Random } from "../../domain/ids.ts";
import { divideUp } from "../../domain/money.ts";
import type { UnixMs } from "../../domain/time.ts";
import { readBolt11, type Bolt11 } from "./bolt11.ts";
import type { OutgoingPayment, PayFailure, PayRequest } from "./port.ts";
import { receive } from "./sandbox-receive.ts";
import { toPayment } from "./sandbox-rows.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/** What every payment costs: 1 sat and 0.1 % of the amount, rounded up to a msat. */
const BASE_FEE_MSAT = 1_000n;
const FEE_PPM = 1_000n;

export interface Paying {
  store: SandboxStore;
  random: Random;
  nowMs: UnixMs;
}

/**
 * Pays an invoice of this node, of its peer, or of anybody on regtest.
 *
 * Of a stranger's invoice the sandbox cannot know the preimage, so it makes one up: it does not match the hash.
 */
export function pay(paying: Paying, request: PayRequest): OutgoingPayment {
  const invoice = readBolt11(request.bolt11);
  if (invoice === undefined) return { state: "failed", reason: "invalid-invoice" };
  const { paymentHash } = invoice;
  const { store } = paying;
  const known = store.payment(paymentHash);
  if (known !== undefined && known.state !== "failed") return toPayment(known);
  const amountMsat = amountOf(invoice, request);
  if (amountMsat === undefined) return { state: "failed", paymentHash, reason: "invalid-invoice" };
  if (invoice.expiresAtMs <= paying.nowMs) return { state: "failed", paymentHash, reason: "expired" };
  const feeMsat = BASE_FEE_MSAT + divideUp(amountMsat * FEE_PPM, 1_000_000n);
  const outcome = attempt(paying, invoice, request, amountMsat, feeMsat);
  const row = {
    payment_hash: paymentHash,
    reason: null,
    preimage: null,
    amount_msat: amountMsat,
    fee_msat: feeMsat,
    ...outcome,
  };
  store.savePayment(row);
  if (row.state === "confirmed") store.earn(-(amountMsat + feeMsat));
  return toPayment(row);
}

/** Undefined when the invoice is for another network, or names its amount and was given one, or neither. */
function amountOf(invoice: Bolt11, request: PayRequest): bigint | undefined {
  if (invoice.network !== "regtest") return undefined;
  if ((invoice.amountMsat === undefined) === (request.amountMsat === undefined)) return undefined;
  return invoice.amountMsat ?? request.amountMsat;
}

type Outcome =
  | { state: "pending" }
  | { state: "confirmed"; preimage: string }
  | { state: "failed"; reason: PayFailure };

function attempt(
  { store, random, nowMs }: Paying,
  invoice: Bolt11,
  request: PayRequest,
  amountMsat: bigint,
  feeMsat: bigint,
): Outcome {
  if (feeMsat > request.maxFeeMsat) return { state: "failed", reason: "no-route" };
  if (amountMsat + feeMsat > store.node().spendable_msat) return { state: "failed", reason: "insufficient-balance" };
  const own = store.invoice(invoice.paymentHash);
  if (own === undefined) {
    return {
      state: "confirmed",
      preimage: store.peerPreimage(invoice.paymentHash) ?? Buffer.from(random(32)).toString("hex"),
    };
  }
  const receipt = receive(store, invoice.text, amountMsat, own, nowMs);
  if (receipt.state === "refused") return { state: "failed", reason: "rejected" };
  return receipt.state === "held" ? { state: "pending" } : { state: "confirmed", preimage: receipt.preimage };
}
