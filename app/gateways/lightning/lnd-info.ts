import { Misconfigured } from "../../domain/outcome.ts";
import { blockHeight } from "../../domain/time.ts";
import { reading } from "./lnd-call.ts";
import { forLibrary, type LndServices } from "./lnd-connection.ts";
import { getWalletInfo } from "./lnd-library.ts";
import type { NodeInfo } from "./port.ts";

/** Hashes of the first blocks, in the byte order that the package reports. */
const NETWORKS: Record<string, NodeInfo["network"]> = {
  "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000": "mainnet",
  f61eee3b63a380a477a063af32b2bbc97c9ff9f01f2c4225e973988108000000: "signet",
  "43497fd7f826957108f4a30fd9cec3aeba79972084e90ead01ea330900000000": "testnet",
  "43f08bdab050e35b567c864b91f47f50ae725ae2de53bcfbbaf284da00000000": "testnet",
  "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f": "regtest",
};

/** Asks the node who and how it is. */
export async function info(lnd: LndServices): Promise<NodeInfo> {
  const wallet = await reading("tell its state", () => getWalletInfo({ lnd: forLibrary(lnd) }));
  const network = wallet.chains.map((genesis) => NETWORKS[genesis]).find((found) => found !== undefined);
  if (network === undefined) throw new Misconfigured("LND is on a network that the hub does not know");
  return {
    alias: wallet.alias,
    publicKey: wallet.public_key,
    version: wallet.version,
    isVersionSupported: isSupported(wallet.version),
    network,
    height: blockHeight(wallet.current_block_height),
    isSyncedToChain: wallet.is_synced_to_chain,
    isSyncedToGraph: wallet.is_synced_to_graph === true,
    activeChannels: wallet.active_channels_count,
    peers: wallet.peers_count,
  };
}

/** Releases 0.20 and 0.21: the ones that the `lightning` package was made for. */
function isSupported(version: string): boolean {
  return /^0\.2[01]\./.test(version);
}
