import type { Msat } from "../../domain/money.ts";
import type { BlockHeight } from "../../domain/time.ts";

/**
 * What the hub needs from the wallet that takes payments on chain. It can make addresses and look, not spend. Hashes
 * and transaction ids are 64 lower-case hex digits, as people write them.
 *
 * Every method answers or fails within its adapter's deadline, in one of the three ways of the Lightning port:
 * `NotApplied`, `OutcomeUnknown` (of `newAddress` alone; asking again is safe, a lost address is one that nobody was
 * told) and `Misconfigured`.
 */
export type ChainWallet = {
  /** The last block that the wallet has looked through; fails with `NotApplied` while the node is catching up. */
  tip(): Promise<ChainTip>;
  /** An address that was never given out before, whose coins are the wallet's. */
  newAddress(): Promise<string>;
  /**
   * What has come to the wallet's addresses, as the chain is now: everything in blocks from `fromHeight` on, and what
   * waits in no block yet. What was replaced, or lost its block and did not come back, is not in the list.
   */
  transactions(fromHeight: BlockHeight): Promise<readonly WalletTransaction[]>;
  /**
   * Rings after every new transaction of the wallet and every new block, and now and then without reason. Rejects when
   * the connection breaks; resolves when `signal` aborts. What happens while nobody watches is not told later.
   */
  watch(ring: () => void, signal: AbortSignal): Promise<void>;
};

export type ChainTip = { height: BlockHeight; hash: string };

export type WalletTransaction = {
  txid: string;
  /** Undefined while it is in no block. */
  block: ChainTip | undefined;
  /** Only those to addresses of the wallet. */
  outputs: readonly WalletOutput[];
};

export type WalletOutput = { vout: number; address: string; amountMsat: Msat };

/**
 * The part of the wallet that spends, apart from the rest because another macaroon is needed for it.
 *
 * A payment is signed before anybody hears of it, so that its maker can write it down first; publishing the same bytes
 * again moves nothing twice. Fails as the wallet does; `OutcomeUnknown` comes of `draft` and `publish`.
 */
export type ChainSender = {
  /** What a transaction pays now that is to be in one of the next few blocks, in sat per virtual byte, rounded up. */
  feeRate(): Promise<bigint>;
  /**
   * Signs a transaction that pays exactly this to the address, and keeps its coins aside for some minutes. Nobody is
   * told of it. A draft whose answer was lost binds nothing for longer than that.
   */
  draft(request: DraftRequest): Promise<ChainDraft | "insufficient-balance">;
  /** Lets the coins of a draft go that will not be published. */
  release(draft: ChainDraft): Promise<void>;
  /**
   * Hands a signed transaction to the network; doing it again changes nothing. `refused`: no node took it now, for
   * example because its coins are spent; `look` tells.
   */
  publish(raw: string): Promise<"published" | "refused">;
  /** What became of a transaction; see `SentTransaction`. */
  look(sent: LookedFor): Promise<SentTransaction>;
};

export type DraftRequest = { address: string; amountMsat: Msat; satPerVbyte: bigint };

export type ChainDraft = {
  txid: string;
  /** The whole signed transaction as hex. */
  raw: string;
  /** What it spends, as `txid:index`. */
  inputs: readonly string[];
  feeMsat: Msat;
  /** No block below this height can hold it. */
  fromHeight: BlockHeight;
  /** For `release`. */
  lease: string;
};

export type LookedFor = { txid: string; inputs: readonly string[]; address: string; fromHeight: BlockHeight };

/**
 * `absent`: the wallet does not know it, so it was never published or was thrown away. `waiting`: in no block.
 * `replaced`: a block holds another transaction that spends one of its inputs, so that it can never be in the same chain.
 */
export type SentTransaction =
  | { state: "absent" }
  | { state: "waiting" }
  | { state: "mined"; confirmations: number }
  | {
      state: "replaced";
      txid: string;
      confirmations: number;
      /** What the other one pays to the address that was looked for. */
      paidMsat: Msat;
      feeMsat: Msat;
    };
