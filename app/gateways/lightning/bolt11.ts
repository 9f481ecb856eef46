import { parsePaymentRequest } from "invoices";
import { parseMsat, ZERO_MSAT, type Msat } from "../../domain/money.ts";
import { unixMs, type UnixMs } from "../../domain/time.ts";

/** What an invoice asks for, after its signature was checked (BOLT 11). */
export interface Bolt11 {
  /** The invoice in lower case, as it may be sent to a node. */
  text: string;
  paymentHash: string;
  /** The key that signed it. */
  payeePublicKey: string;
  network: string;
  /** Undefined when the payer chooses the amount. */
  amountMsat: Msat | undefined;
  expiresAtMs: UnixMs;
  /** For how many blocks the payee may hold the last part of the way (BOLT 11 `c`). */
  finalCltvDelta: number;
  /** Required by LND, because it keeps nodes on the way from probing the payee (BOLT 11 `s`). */
  paymentSecret: string | undefined;
}

/** What an invoice means that says nothing (BOLT 11). */
const BOLT11_CLTV_DELTA = 18;

/**
 * Reads an invoice that somebody pasted; undefined for anything malformed.
 *
 * Everything goes through here before a node is called: the `lightning` package
 * throws outside its promise on a malformed invoice, which would end the process.
 */
export function readBolt11(pasted: string): Bolt11 | undefined {
  const text = pasted.trim().toLowerCase();
  try {
    const parsed = parsePaymentRequest({ request: text });
    const amountMsat = parseMsat(parsed.mtokens);
    if (amountMsat === undefined || parsed.id === undefined) return undefined;
    return {
      text,
      paymentHash: parsed.id,
      payeePublicKey: parsed.destination,
      network: parsed.network,
      amountMsat: amountMsat === ZERO_MSAT ? undefined : amountMsat,
      expiresAtMs: unixMs(BigInt(Date.parse(parsed.expires_at))),
      finalCltvDelta: parsed.cltv_delta ?? BOLT11_CLTV_DELTA,
      paymentSecret: parsed.payment,
    };
  } catch {
    // The parser throws many kinds of errors, and each of them means the same: not an invoice.
    return undefined;
  }
}
