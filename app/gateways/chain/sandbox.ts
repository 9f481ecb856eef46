import { bech32 } from "@scure/base";
import type { Random } from "../../domain/ids.ts";
import { msat } from "../../domain/money.ts";
import { Misconfigured } from "../../domain/outcome.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainSender, ChainTip, ChainWallet, WalletTransaction } from "./port.ts";
import { newBells } from "./sandbox-bells.ts";
import { newFaults } from "./sandbox-faults.ts";
import type { ChainFaults } from "./sandbox-faults.ts";
import { FIRST_HEIGHT, chainHands } from "./sandbox-hands.ts";
import type { ChainHands, Payment } from "./sandbox-hands.ts";
import { sandboxSender } from "./sandbox-sender.ts";
import { openChainStore } from "./sandbox-store.ts";
import type { BlockRow, ChainStore } from "./sandbox-store.ts";

/** A chain without value in this process: the shop's wallet on it, and everybody else's hands. */
export type SandboxChain = ChainWallet &
  ChainSender &
  ChainHands & {
    /** What a virtual byte costs from now on, in sat. */
    setFeeRate(satPerVbyte: bigint): void;
    /** Spends the coins of one of the wallet's payments in another way, as somebody with the same keys could. */
    spendElsewhere(inputs: readonly string[], to?: Payment): string;
    /** What the wallet has let go so far, fees included. */
    spentMsat(): bigint;
    faults: ChainFaults;
    /** Breaks every open stream, as a lost connection does. */
    dropStreams(): void;
    close(): void;
  };

export type ChainSettings = {
  /** Where the chain keeps its file; a hub started again on it finds its coins. */
  folder: string;
  random: Random;
  /** The hub's mode, to be refused when real money is expected. */
  mode?: string;
};

const USUAL_FEE_RATE = 2n;

/** Opens the sandbox chain, creating it on first use; refuses every mode but `sandbox`. */
export function openSandboxChain({ folder, random, mode = "sandbox" }: ChainSettings): SandboxChain {
  if (mode !== "sandbox") throw new Misconfigured(`the sandbox chain has no value and must not run in ${mode} mode`);
  const store = openChainStore(folder, () => ({ height: FIRST_HEIGHT, hash: Buffer.from(random(32)).toString("hex") }));
  const [bells, faults] = [newBells(), newFaults()];
  const sender = sandboxSender(store, random);
  let satPerVbyte = USUAL_FEE_RATE;
  const changed = <T>(work: () => T): T => {
    const result = store.atomically(work);
    bells.ring();
    return result;
  };
  return {
    feeRate: async () => faults.run("feeRate", () => satPerVbyte),
    draft: async (request) => faults.run("draft", () => sender.draft(request)),
    release: async () => faults.run("release", () => undefined),
    publish: async (raw) => faults.run("publish", () => changed(() => sender.publish(raw))),
    look: async (sent) => faults.run("look", () => sender.look(sent)),
    setFeeRate: (rate) => void (satPerVbyte = rate),
    spendElsewhere: (inputs, to) => changed(() => sender.spendElsewhere(inputs, to)),
    spentMsat: () => store.spent(),
    tip: async () => faults.run("tip", () => tipOf(store.tip())),
    newAddress: async () => faults.run("newAddress", () => address(random)),
    transactions: async (fromHeight) => faults.run("transactions", () => transactions(store, BigInt(fromHeight))),
    watch: (ring, signal) => bells.listen(ring, signal),
    ...ringing(chainHands(store, random), changed),
    faults,
    dropStreams: () => bells.drop(),
    close: () => {
      bells.drop();
      store.close();
    },
  };
}

/** Each change as one transaction, after which those who watch are told. */
function ringing(hands: ChainHands, change: <T>(work: () => T) => T): ChainHands {
  return {
    pay: (...outputs) => change(() => hands.pay(...outputs)),
    replace: (txid, ...outputs) => change(() => hands.replace(txid, ...outputs)),
    mine: (countBlocks) => change(() => hands.mine(countBlocks)),
    reorganise: (depth, fate) => change(() => hands.reorganise(depth, fate)),
  };
}

/** To a public key hash that nobody has the key of (BIP 173), as on the other networks without value. */
function address(random: Random): string {
  return bech32.encode("bcrt", [0, ...bech32.toWords(random(20))]);
}

function tipOf({ height, hash }: BlockRow): ChainTip {
  return { height: blockHeight(Number(height)), hash };
}

function transactions(store: ChainStore, fromHeight: bigint): WalletTransaction[] {
  const found = Map.groupBy(store.outputsFrom(fromHeight), (row) => row.txid);
  return [...found].map(([txid, rows]) => ({
    txid,
    block: blockOf(rows[0]),
    outputs: rows.map(({ vout, address: to, amount_msat }) => ({
      vout: Number(vout),
      address: to,
      amountMsat: msat(amount_msat),
    })),
  }));
}

function blockOf(row: { height: bigint | null; hash: string | null } | undefined): ChainTip | undefined {
  const { height = null, hash = null } = row ?? {};
  return height === null || hash === null ? undefined : tipOf({ height, hash });
}
