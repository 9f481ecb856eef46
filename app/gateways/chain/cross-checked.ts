import { setTimeout as wait } from "node:timers/promises";
import type { ChainWitness } from "./bitcoind.ts";
import type { ChainWallet, WalletTransaction } from "./port.ts";

/** Older blocks are not asked about: no chain was ever replaced this deep. */
const DEEPEST_BLOCKS = 144;

/** How long the wallet may take to hear what Bitcoin Core knows already, and how often it is asked meanwhile. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;

/**
 * A wallet whose list is compared with what Bitcoin Core says. LND keeps listing a payment whose coins were spent
 * elsewhere until it is started again, and hears of a longer chain a moment later than its own node; where the two
 * still differ after that moment, Bitcoin Core is believed. While it cannot be asked nothing is listed at all.
 */
export function crossChecked(wallet: ChainWallet, witness: ChainWitness, patienceMs = PATIENCE_MS): ChainWallet {
  /** What LND said wrongly for longer than that; it is not waited for again. */
  let refuted = new Set<string>();
  return {
    ...wallet,
    transactions: async (fromHeight) => {
      const endMs = performance.now() + patienceMs;
      for (;;) {
        const listed = await wallet.transactions(fromHeight);
        const { doubted, inMempool } = await doubtsOf(listed, witness);
        const isNew = [...doubted].some((claim) => !refuted.has(claim));
        if (!isNew || performance.now() >= endMs) {
          refuted = doubted;
          return corrected(listed, doubted, inMempool);
        }
        await wait(Math.min(LOOK_MS, patienceMs));
      }
    },
  };
}

type Doubts = { doubted: Set<string>; inMempool: ReadonlySet<string> };

async function doubtsOf(listed: readonly WalletTransaction[], witness: ChainWitness): Promise<Doubts> {
  const newest = Math.max(0, ...listed.map((each) => each.block?.height ?? 0));
  const recent = listed.flatMap(({ block }) => block ?? []).filter(({ height }) => height > newest - DEEPEST_BLOCKS);
  const hashes = [...new Set(recent.map(({ hash }) => hash))];
  const standing = await witness.standing(hashes);
  const fallen = new Set(hashes.filter((hash) => !standing.has(hash)));
  const isLoose = ({ block }: WalletTransaction) => block === undefined || fallen.has(block.hash);
  const loose = listed.filter(isLoose);
  const inMempool = await witness.waiting(loose.map(({ txid }) => txid));
  const doubtful = loose.filter(({ txid, block }) => block !== undefined || !inMempool.has(txid));
  return { doubted: new Set(doubtful.map(claimOf)), inMempool };
}

/** What exactly is said of a transaction: that it waits, or that it is in this block. */
function claimOf({ txid, block }: WalletTransaction): string {
  return `${txid} ${block?.hash ?? "waits"}`;
}

function corrected(listed: readonly WalletTransaction[], doubted: Set<string>, inMempool: ReadonlySet<string>) {
  return listed.flatMap((each) => {
    if (!doubted.has(claimOf(each))) return each;
    return inMempool.has(each.txid) ? { ...each, block: undefined } : [];
  });
}
