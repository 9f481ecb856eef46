import type { Db } from "../../db/database.ts";
import type { DestinationKind, OutgoingTable } from "../../db/schema.ts";
import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import type { LightningPayer } from "../../gateways/lightning/port.ts";

/** Where somebody wants their money: an invoice, a Lightning address (LUD-16) or an LNURL (LUD-06). */
export type Destination = { kind: DestinationKind; text: string };

/** An invoice for exactly what is sent, as its payee signed it. */
export type PayeeInvoice = { bolt11: string; paymentHash: string; expiresAtMs: UnixMs };

/**
 * Gets an invoice over exactly this amount from whoever is to be paid. Refuses what can never be paid: another amount,
 * another network, an end that lies too far in the future for money to be held. Fails as the ports do when the payee
 * cannot be reached.
 */
export type AskPayee = (
  destination: Destination,
  amountMsat: Msat,
) => Promise<PayeeInvoice | Refused<"payee-invoice-wrong" | "payee-refuses" | "invoice-expired">>;

export type Sending = {
  db: Db;
  clock: Clock;
  random: Random;
  payer: LightningPayer;
  askPayee: AskPayee;
};

export type Outgoing = Readonly<OutgoingTable>;

/** How long a route is searched for; what is found may still be on its way for long after. */
export const SEARCH_MS = 60_000;
