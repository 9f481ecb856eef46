import type { Db } from "../../db/database.ts";
import type { OutgoingTable } from "../../db/schema.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import type { ChainSender } from "../../gateways/chain/port.ts";
import type { LightningPayer } from "../../gateways/lightning/port.ts";
import type { Payee } from "../../gateways/payee/port.ts";
import type { FreeReader } from "../free-reader.ts";
import type { MakeToken } from "../make-token.ts";

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
  /** Left out where nothing is kept for others. */
  freeMsat?: FreeReader | undefined;
};

export type Outgoing = Readonly<OutgoingTable>;

/**
 * How long a route is searched for: with the node's own deadline it ends before the lease of a job does. What is found
 * may still be on its way for long after.
 */
export const SEARCH_MS = 40_000;
