import type { Db } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock } from "../domain/time.ts";
import type { CoinKit, MintPort } from "../gateways/mint/port.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import type { Seal } from "./seal.ts";

/** What the room of e-cash works with. */
export type Ecash = {
  db: Db;
  clock: Clock;
  random: Random;
  rateOf: RateLookup;
  kit: CoinKit;
  seal: Seal;
  /** The way to a mint that is on the list, or may be put there: whoever asks has looked first. */
  mintAt: (url: string) => MintPort;
  /** Undefined for what is no invoice. */
  readInvoice: (bolt11: string) => { paymentHash: string } | undefined;
  /** Of 64 bytes (BIP-39). */
  seed: Uint8Array;
};
