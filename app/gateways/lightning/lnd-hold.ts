import { sha256Hex } from "../../domain/hash.ts";
import { assertHex32 } from "./invoice-request.ts";
import { writing } from "./lnd-call.ts";
import { forLibrary, type LndServices } from "./lnd-connection.ts";
import { lndFailure, wasRefused } from "./lnd-failure.ts";
import { cancelHodlInvoice, settleHodlInvoice } from "./lnd-library.ts";
import { findInvoice } from "./lnd-receive.ts";
import type { Invoice } from "./port.ts";

/** Settles a held payment; what LND refuses is judged by the invoice's state, because its words do not say enough. */
export async function settleHold(lnd: LndServices, preimage: string): Promise<"settled" | "not-held"> {
  assertHex32("preimage", preimage);
  return writing("settle a held payment", async () => {
    try {
      await settleHodlInvoice({ lnd: forLibrary(lnd), secret: preimage });
      return "settled";
    } catch (thrown) {
      const invoice = await stateAfterRefusal(lnd, sha256Hex(Buffer.from(preimage, "hex")), thrown);
      if (invoice?.state === "held") throw thrown;
      return invoice?.state === "settled" ? "settled" : "not-held";
    }
  });
}

/** Cancels a hold or an ordinary invoice that is not settled. */
export async function cancelInvoice(lnd: LndServices, paymentHash: string): Promise<"cancelled" | "settled"> {
  assertHex32("payment hash", paymentHash);
  return writing("cancel an invoice", async () => {
    try {
      await cancelHodlInvoice({ lnd: forLibrary(lnd), id: paymentHash });
      return "cancelled";
    } catch (thrown) {
      const invoice = await stateAfterRefusal(lnd, paymentHash, thrown);
      if (invoice?.state === "open" || invoice?.state === "held") throw thrown;
      // LND may forget what was cancelled, and never forgets what was settled.
      return invoice?.state ?? "cancelled";
    }
  });
}

/** Reads the invoice after LND itself refused; a call that got no answer is thrown on, its outcome being unknown. */
async function stateAfterRefusal(lnd: LndServices, paymentHash: string, thrown: unknown): Promise<Invoice | undefined> {
  if (!isNamedRefusal(thrown) && !wasRefused(lndFailure(thrown))) throw thrown;
  return findInvoice(lnd, paymentHash);
}

/** Two refusals of a settle are named by the package (not held yet, unknown preimage) without LND's own words. */
function isNamedRefusal(thrown: unknown): boolean {
  return Array.isArray(thrown) && (thrown[0] === 402 || thrown[0] === 404);
}
