import { sha256Hex } from "../../domain/hash.ts";
import { assertHex32, assertTerms, type RequestedTerms } from "./invoice-request.ts";
import { call, reading, writing } from "./lnd-call.ts";
import { lndFailure } from "./lnd-failure.ts";
import { toInvoice } from "./lnd-messages.ts";
import type { LndServices } from "./lnd-connection.ts";
import type { InvoiceTerms } from "./lnd-rpc.ts";
import type { CreatedInvoice, HoldRequest, Invoice, InvoiceRequest } from "./port.ts";

/**
 * Makes an invoice in one round trip, where `createInvoice` of the package reads it back in a second.
 *
 * The preimage is the caller's, so asking again after a lost answer finds the invoice that exists.
 */
export async function createInvoice(lnd: LndServices, request: InvoiceRequest): Promise<CreatedInvoice> {
  assertHex32("preimage", request.preimage);
  assertTerms(request);
  const preimage = Buffer.from(request.preimage, "hex");
  const paymentHash = sha256Hex(preimage);
  return create(lnd, paymentHash, () =>
    call(lnd.default, lnd.default.addInvoice, { ...terms(request), r_preimage: preimage }),
  );
}

/** Makes an invoice whose payment is held until it is settled with the preimage of its hash, or cancelled. */
export async function createHold(lnd: LndServices, request: HoldRequest): Promise<CreatedInvoice> {
  assertHex32("payment hash", request.paymentHash);
  assertTerms(request);
  const hash = Buffer.from(request.paymentHash, "hex");
  return create(lnd, request.paymentHash, () =>
    call(lnd.invoices, lnd.invoices.addHoldInvoice, { ...terms(request), hash }),
  );
}

async function create(
  lnd: LndServices,
  paymentHash: string,
  add: () => Promise<{ payment_request: string }>,
): Promise<CreatedInvoice> {
  return writing("create an invoice", async () => {
    try {
      const added = await add();
      return { bolt11: added.payment_request, paymentHash };
    } catch (thrown) {
      if (!/already exists/.test(lndFailure(thrown).details)) throw thrown;
      const existing = await findInvoice(lnd, paymentHash);
      if (existing === undefined) throw thrown;
      return { bolt11: existing.bolt11, paymentHash };
    }
  });
}

function terms(request: RequestedTerms): InvoiceTerms {
  return {
    value_msat: request.amountMsat.toString(),
    description_hash: Buffer.from(request.descriptionHash, "hex"),
    expiry: request.expirySeconds.toString(),
    cltv_expiry: (request.cltvDelta ?? 0).toString(),
    // Without hints nobody can pay a node whose channels are all unannounced; with public ones LND adds none.
    private: true,
  };
}

/** Undefined only when LND says that it does not know the hash. */
export async function findInvoice(lnd: LndServices, paymentHash: string): Promise<Invoice | undefined> {
  assertHex32("payment hash", paymentHash);
  return reading("look up an invoice", async () => {
    try {
      return toInvoice(await call(lnd.default, lnd.default.lookupInvoice, { r_hash: Buffer.from(paymentHash, "hex") }));
    } catch (thrown) {
      if (isUnknownInvoice(thrown)) return undefined;
      throw thrown;
    }
  });
}

/** LND has two sentences for it: one for a node without this invoice, one for a node without any. */
function isUnknownInvoice(thrown: unknown): boolean {
  return /unable to locate invoice|no existing invoices/.test(lndFailure(thrown).details);
}
