import type { Random } from "../../domain/ids.ts";
import { blockHeight } from "../../domain/time.ts";
import type { NodeInfo } from "./port.ts";
import { publicKeyOf } from "./sandbox-bolt11.ts";
import type { NodeRow, SandboxStore } from "./sandbox-store.ts";

const FIRST_HEIGHT = 100n;

/** Half of a channel of 10,000,000 sat, as the regtest stack opens it. */
const FIRST_SPENDABLE_MSAT = 5_000_000_000n;

/** A new node: its key, its peer's key, and some money to pay with. */
export function firstNode(random: Random): NodeRow {
  return {
    private_key: Buffer.from(random(32)),
    peer_key: Buffer.from(random(32)),
    height: FIRST_HEIGHT,
    settle_index: 0n,
    spendable_msat: FIRST_SPENDABLE_MSAT,
  };
}

export function info(store: SandboxStore): NodeInfo {
  const node = store.node();
  return {
    alias: "sandbox",
    publicKey: publicKeyOf(node.private_key),
    version: "sandbox",
    isVersionSupported: true,
    network: "sandbox",
    height: blockHeight(Number(node.height)),
    isSyncedToChain: true,
    isSyncedToGraph: true,
    activeChannels: 1,
    peers: 1,
  };
}
