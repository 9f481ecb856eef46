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
