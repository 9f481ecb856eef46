import { decodePaymentRequest, pay, payViaPaymentDetails, type AuthenticatedLnd } from "lightning";
import { orError } from "./as-error.ts";

/** What the buyer's node says after a payment went through. */
export interface Paid {
  preimage: string;
  paidMsat: string;
  feeMsat: string;
}

/** The buyer and the shop share a channel, so a payment between them costs nothing; this is for other routes. */
const FEE_CAP_MSAT = "100000";
const LIMITS = { max_fee_mtokens: FEE_CAP_MSAT, max_paths: 5, pathfinding_timeout: 60_000 };

/** Pays an invoice. `amountMsat` is for an invoice that leaves the amount open; LND refuses it on any other. */
export async function payInvoice(lnd: AuthenticatedLnd, bolt11: string, amountMsat?: string): Promise<Paid> {
  // The client library ends the process on a malformed invoice; LND decodes it first and only refuses.
  await orError(decodePaymentRequest({ lnd, request: bolt11 }));
  const amount = amountMsat === undefined ? {} : { mtokens: amountMsat };
  const paid = await orError(pay({ lnd, request: bolt11, ...amount, ...LIMITS }));
  return { preimage: paid.secret, paidMsat: paid.mtokens, feeMsat: paid.fee_mtokens };
}

/** Pays another amount than the invoice asks for, by its details; LND pays the invoice itself only exactly. */
export async function overpayInvoice(lnd: AuthenticatedLnd, bolt11: string, amountMsat: string): Promise<Paid> {
  const { destination, id, payment, cltv_delta, features } = await orError(
    decodePaymentRequest({ lnd, request: bolt11 }),
  );
  const details = {
    destination,
    id,
    features,
    mtokens: amountMsat,
    ...(cltv_delta === undefined ? {} : { cltv_delta }),
    ...(payment === undefined ? {} : { payment }),
  };
  const paid = await orError(payViaPaymentDetails({ lnd, ...details, ...LIMITS }));
  return { preimage: paid.secret, paidMsat: paid.mtokens, feeMsat: paid.fee_mtokens };
}
