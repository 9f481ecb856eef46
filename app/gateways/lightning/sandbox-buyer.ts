import { sha256Hex } from "../../domain/hash.ts";
import { msat, type Msat } from "../../domain/money.ts";
import type { UnixMs } from "../../domain/time.ts";
import { readBolt11 } from "./bolt11.ts";
import { DEFAULT_CLTV_DELTA } from "./invoice-request.ts";
import type { CreatedInvoice } from "./port.ts";
import { issueBolt11 } from "./sandbox-bolt11.ts";
import { receive, type Issuing, type Refusal } from "./sandbox-receive.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/** How a buyer's payment went; a held one waits for the shop to settle or cancel it. */
export type BuyerPayment =
  | { state: "settled"; paymentHash: string; preimage: string; amountMsat: Msat }
  | { state: "held"; paymentHash: string; amountMsat: Msat }
  | { state: "refused"; reason: Refusal | "invalid-invoice" };

export function payAsBuyer(
  store: SandboxStore,
  bolt11: string,
  amountMsat: Msat | undefined,
  nowMs: UnixMs,
): BuyerPayment {
  const invoice = readBolt11(bolt11);
  if (invoice === undefined) return { state: "refused", reason: "invalid-invoice" };
  const { paymentHash } = invoice;
  const receipt = receive(store, invoice.text, amountMsat, store.invoice(paymentHash), nowMs);
  if (receipt.state === "refused") return receipt;
  const paid = { paymentHash, amountMsat: msat(receipt.receivedMsat) };
  return receipt.state === "held"
    ? { state: "held", ...paid }
    : { state: "settled", preimage: receipt.preimage, ...paid };
}

export interface BuyerInvoiceRequest {
  /** Left to the payer when undefined. */
  amountMsat?: Msat;
  expirySeconds: number;
}

/** Makes an invoice signed by the buyer's key, whose preimage the sandbox knows. */
export function invoiceOfBuyer({ store, random, nowMs }: Issuing, request: BuyerInvoiceRequest): CreatedInvoice {
  const preimage = Buffer.from(random(32));
  const paymentHash = sha256Hex(preimage);
  const { amountMsat, expirySeconds } = request;
  const bolt11 = issueBolt11(store.node().peer_key, {
    paymentHash,
    amountMsat,
    expirySeconds,
    createdAtMs: nowMs,
    cltvDelta: DEFAULT_CLTV_DELTA,
    descriptionHash: sha256Hex("an invoice of the sandbox's buyer"),
    paymentSecret: Buffer.from(random(32)).toString("hex"),
  });
  store.addPeerInvoice(paymentHash, preimage.toString("hex"));
  return { bolt11, paymentHash };
}
