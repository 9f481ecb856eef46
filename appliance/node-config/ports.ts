/** Where the node's programs listen on this machine; the daemons' own usual ports. */
export const NODE_PORTS = {
  bitcoindRpc: 8332,
  blocks: 28_332,
  transactions: 28_333,
  lndPeers: 9735,
  lndGrpc: 10_009,
  mint: 8085,
  mintRpc: 8086,
  torSocks: 9050,
  torControl: 9051,
} as const;

export type NodePorts = Record<keyof typeof NODE_PORTS, number>;

/** The networks that the hub knows, by its own names; Bitcoin Core says `main`. */
export type Network = "mainnet" | "signet" | "regtest";
