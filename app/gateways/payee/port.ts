import type { Msat } from "../../domain/money.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { UnixMs } from "../../domain/time.ts";

/**
 * Where somebody wants their money: an invoice, a Lightning address (LUD-16), an LNURL (LUD-01, LUD-17), an address on
 * chain, or a token that is shown to them. That needs no text, or has the public key of the wallet that it is locked to.
 */
export type Destination = { kind: "bolt11" | "lightning-address" | "lnurl" | "chain" | "ecash"; text: string };

/** What can be written down: everything but a token. */
export type WrittenDestination = { kind: Exclude<Destination["kind"], "ecash">; text: string };

/** Those from whom an invoice is to be had. */
export type LightningDestination = { kind: Exclude<Destination["kind"], "chain" | "ecash">; text: string };

/** An invoice for exactly what is sent, as its payee signed it. */
export type PayeeInvoice = { bolt11: string; paymentHash: string; expiresAtMs: UnixMs };

export type Payee = {
  /**
   * What somebody typed, pasted or scanned, as one of the kinds above; undefined when it is none of them. The same
   * destination always reads as the same text. Refuses an address of another chain.
   */
  read(typed: string): WrittenDestination | Refused<"wrong-network"> | undefined;
  /**
   * Gets an invoice over exactly this amount from whoever is to be paid. Refuses what could never be paid, or would let
   * the payee hold the money: another amount, another network, a far end. Throws `NotApplied` when the payee cannot be
   * reached or gives no sensible answer: it can be asked again, nothing was promised.
   */
  invoiceFrom(
    destination: LightningDestination,
    amountMsat: Msat,
  ): Promise<PayeeInvoice | Refused<"payee-invoice-wrong" | "payee-refuses" | "invoice-expired">>;
};
