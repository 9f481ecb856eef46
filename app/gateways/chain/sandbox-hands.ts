import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import type { ChainStore } from "./sandbox-store.ts";

/** What buyers, miners and bad luck do to the sandbox chain. */
export type ChainHands = {
  /** Sends coins to these addresses in one transaction, and returns its id; no block has it yet. */
  pay(...outputs: readonly Payment[]): string;
  /** Spends the same coins in another way before a block has them (BIP 125); without outputs the money goes elsewhere. */
  replace(txid: string, ...outputs: readonly Payment[]): string;
  /** Finds blocks; the first takes everything that waits. */
  mine(countBlocks?: number): void;
  /**
   * Puts a longer chain in the place of the last blocks. What was in them waits again (`returned`), is in the new
   * blocks at the same heights (`kept`), or was spent elsewhere there (`dropped`).
   */
  reorganise(depth: number, fate?: Fate): void;
};

/** Where a new sandbox chain begins. */
export const FIRST_HEIGHT = 100n;

export type Payment = { address: string; amountMsat: Msat };
export type Fate = "returned" | "kept" | "dropped";

export function chainHands(store: ChainStore, random: Random): ChainHands {
  const hex32 = () => Buffer.from(random(32)).toString("hex");
  const addBlock = () => store.addBlock({ height: store.tip().height + 1n, hash: hex32() });
  const pay = (outputs: readonly Payment[]) => {
    const txid = hex32();
    store.addTransaction(txid);
    outputs.forEach(({ address, amountMsat }, vout) => store.addOutput(txid, BigInt(vout), address, amountMsat));
    return txid;
  };
  return {
    pay: (...outputs) => pay(outputs),
    replace: (txid, ...outputs) => {
      if (!store.dropTransaction(txid)) throw new Error(`${txid} does not wait for a block, so nothing replaces it`);
      return pay(outputs);
    },
    mine: (countBlocks = 1) => {
      for (const txid of store.waiting()) store.mineTransaction(txid, store.tip().height + 1n);
      for (let count = 0; count < countBlocks; count += 1) addBlock();
    },
    reorganise: (depth, fate = "returned") => {
      const from = store.tip().height - BigInt(depth) + 1n;
      if (from <= FIRST_HEIGHT) throw new RangeError("the first block of the sandbox chain stands for ever");
      if (fate !== "kept") for (const { txid } of store.minedFrom(from)) giveBack(store, txid, fate);
      store.removeBlocksFrom(from);
      for (let count = 0; count <= depth; count += 1) addBlock();
    },
  };
}

function giveBack(store: ChainStore, txid: string, fate: Fate): void {
  store.unmineTransaction(txid);
  if (fate === "dropped") store.dropTransaction(txid);
}
