import type { Random } from "../../domain/ids.ts";
import { safeFetcher } from "../web/safe-fetch.ts";
import { bitcoindWitness } from "./bitcoind.ts";
import { crossChecked } from "./cross-checked.ts";
import type { ChainSender, ChainWallet } from "./port.ts";
import type { SandboxChain } from "./sandbox.ts";

export type ChainPlaces = {
  mode: string;
  dataDir: string;
  bitcoind: { url: string; readLogin: () => string } | undefined;
};

export type OpenedChain = {
  /** Undefined when the hub takes no payments on chain: its node was not prepared for it. */
  wallet: ChainWallet | undefined;
  /** Undefined when the hub sends nothing on chain. */
  sender: ChainSender | undefined;
  /** Everybody else's hands on the in-process chain; only in sandbox mode. */
  sandbox: SandboxChain | undefined;
  close(): void;
};

/** A mempool entry is some 600 bytes, a block's header no more. */
const LIMITS = { deadlineMs: 10_000, maxBytes: 1_000_000 };

/** The node's wallet, compared with Bitcoin Core where the owner has named one; in sandbox mode the chain in this process. */
export async function openChain(
  { mode, dataDir, bitcoind }: ChainPlaces,
  { chain: ofNode, sender }: { chain: ChainWallet | undefined; sender: ChainSender | undefined },
  random: Random,
): Promise<OpenedChain> {
  if (mode === "sandbox") {
    const { openSandboxChain } = await import("./sandbox.ts");
    const sandbox = openSandboxChain({ folder: dataDir, random, mode });
    return { wallet: sandbox, sender: sandbox, sandbox, close: () => sandbox.close() };
  }
  const isChecked = ofNode !== undefined && bitcoind !== undefined;
  const wallet = isChecked ? crossChecked(ofNode, witnessAt(bitcoind)) : ofNode;
  return { wallet, sender, sandbox: undefined, close: () => undefined };
}

const USUAL_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

function witnessAt(bitcoind: NonNullable<ChainPlaces["bitcoind"]>) {
  const { hostname, port, protocol } = new URL(bitcoind.url);
  const address = `${hostname}:${port === "" ? USUAL_PORTS[protocol] : port}`;
  const safeFetch = safeFetcher({ ...LIMITS, allowed: [address] });
  return bitcoindWitness({ ...bitcoind, safeFetch });
}
