import { msatFromSat } from "../../domain/money.ts";
import { NotApplied } from "../../domain/outcome.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainTip, ChainWallet, WalletTransaction } from "../chain/port.ts";
import { call, reading, writing } from "./lnd-call.ts";
import type { RpcTransaction } from "./lnd-rpc.ts";
import { eachMessage } from "./lnd-stream.ts";
import type { Watcher } from "./lnd-watch.ts";

/** Asks for what is in no block as well. */
const WITH_UNCONFIRMED = -1;

/** LND's own wallet on chain, seen with the macaroon that can make addresses and look. */
export function lndChain(watcher: Watcher): ChainWallet {
  const { services } = watcher;
  return {
    tip: async () => tip(services().default),
    newAddress: async () => {
      const { default: lightning } = services();
      const request = { type: "WITNESS_PUBKEY_HASH" } as const;
      return writing("make an address", async () => (await call(lightning, lightning.newAddress, request)).address);
    },
    transactions: async (fromHeight) => {
      const { default: lightning } = services();
      const request = { start_height: fromHeight, end_height: WITH_UNCONFIRMED };
      return reading("list the wallet's transactions", async () =>
        (await call(lightning, lightning.getTransactions, request)).transactions.map(toTransaction),
      );
    },
    watch: async (ring, signal) => watch(watcher, ring, signal),
  };
}

type Lightning = ReturnType<Watcher["services"]>["default"];

async function tip(lightning: Lightning): Promise<ChainTip> {
  const info = await reading("tell its last block", () => call(lightning, lightning.getInfo, {}));
  if (!info.synced_to_chain) throw new NotApplied("LND is still catching up with the chain");
  return { height: blockHeight(info.block_height), hash: info.block_hash };
}

function toTransaction(message: RpcTransaction): WalletTransaction {
  const isMined = message.block_hash !== "";
  return {
    txid: message.tx_hash,
    block: isMined ? { height: blockHeight(message.block_height), hash: message.block_hash } : undefined,
    outputs: message.output_details
      .filter((output) => output.is_our_address && BigInt(output.amount) > 0n)
      .map((output) => ({
        vout: Number(output.output_index),
        address: output.address,
        amountMsat: msatFromSat(BigInt(output.amount)),
      })),
  };
}

/** Two streams, because LND tells of blocks and of the wallet's transactions apart; when one breaks, both end. */
async function watch({ connection, services }: Watcher, ring: () => void, signal: AbortSignal): Promise<void> {
  const { default: lightning, chain } = services();
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const follow = async <Message>(open: Parameters<typeof eachMessage<Message>>[1]["open"]) => {
    try {
      const end = await eachMessage<Message>(connection, { open, signal: both }, async () => ring());
      if (end === "ended") throw new NotApplied("LND ended a stream of the chain");
    } finally {
      over.abort();
    }
  };
  await reading("watch the chain", () =>
    Promise.all([follow(() => lightning.subscribeTransactions({})), follow(() => chain.registerBlockEpochNtfn({}))]),
  );
}
