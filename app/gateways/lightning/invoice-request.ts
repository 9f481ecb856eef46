import { ZERO_MSAT } from "../../domain/money.ts";
import type { InvoiceRequest } from "./port.ts";

/** What an ordinary invoice and a hold have in common. */
export type RequestedTerms = Omit<InvoiceRequest, "preimage">;

/** LND refuses a longer life. */
const MAX_EXPIRY_SECONDS = 365 * 24 * 60 * 60;

/** LND 0.21 refuses fewer: 16 blocks to claim on chain, and a margin before and after. */
const MIN_CLTV_DELTA = 24;

/** What LND takes when a request names none. */
export const DEFAULT_CLTV_DELTA = 80;

/** More than this cannot be reached by a payer whose whole route is limited to 2016 blocks. */
const MAX_CLTV_DELTA = 2016;

/** Throws on terms that no node would take: a mistake of the caller, not the node's refusal. */
export function assertTerms(request: RequestedTerms): void {
  assertHex32("description hash", request.descriptionHash);
  if (request.amountMsat === ZERO_MSAT) throw new RangeError("an invoice of the hub always names its amount");
  assertWithin("expirySeconds", request.expirySeconds, 1, MAX_EXPIRY_SECONDS);
  assertWithin("cltvDelta", request.cltvDelta ?? DEFAULT_CLTV_DELTA, MIN_CLTV_DELTA, MAX_CLTV_DELTA);
}

/** Hashes and preimages are 64 lower-case hex digits; the message never repeats a preimage. */
export function assertHex32(what: string, hex: string): void {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new RangeError(`the ${what} is not 64 lower-case hex digits`);
}

function assertWithin(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is ${value}, and must be a whole number from ${least} to ${most}`);
  }
}
