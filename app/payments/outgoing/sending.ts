import type { Db } from "../../db/database.ts";
import type { OutgoingTable } from "../../db/schema.ts";
import type { Msat } from "../../domain/money.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import type { ChainSender } from "../../gateways/chain/port.ts";
import type { LightningPayer } from "../../gateways/lightning/port.ts";
import type { Payee } from "../../gateways/payee/port.ts";

export type Sending = {
  db: Db;
  clock: Clock;
  random: Random;
  payer: LightningPayer;
  payee: Payee;
  /** Undefined when the node may not spend on chain. */
  sender?: ChainSender | undefined;
  /** Makes, or finds, the token of a request; undefined when the hub gives no e-cash. */
  makeToken?: MakeToken | undefined;
};

/** What was made for the same subject before is what is answered, whatever has become of it. */
export type MakeToken = (request: {
  subject: string;
  amountMsat: Msat;
}) => Promise<
  | { kind: "token"; tokenId: string; feeMsat: bigint; state: "ready" | "making" }
  | Refused<"ecash-too-little" | "mint-not-taken">
>;

export type Outgoing = Readonly<OutgoingTable>;

/**
 * How long a route is searched for: with the node's own deadline it ends before the lease of a job does. What is found
 * may still be on its way for long after.
 */
export const SEARCH_MS = 40_000;
