import { createHmac } from "node:crypto";

/** One of those who ask bitcoind over RPC. */
export type RpcLogin = { user: string; password: string };

/** Who asks bitcoind what; everything else is refused to them with 403. */
export const RPC_ALLOWED = {
  // Whether a payment waits in the mempool, and whether its block stands in the best chain.
  hub: ["getblockchaininfo", "getblockheader", "getmempoolentry"],
  // What LND 0.21 asks, with its wallet, for pruned blocks and at its health check. There is no getinfo any more, and
  // LND has to hear that from bitcoind: a refusal it would take for a failure.
  lnd: [
    "estimatesmartfee",
    "getbestblockhash",
    "getblock",
    "getblockchaininfo",
    "getblockcount",
    "getblockhash",
    "getblockheader",
    "getdeploymentinfo",
    "getinfo",
    "getmempoolinfo",
    "getnetworkinfo",
    "getnodeaddresses",
    "getpeerinfo",
    "getrawmempool",
    "getrawtransaction",
    "gettxout",
    "gettxspendingprevout",
    "getzmqnotifications",
    "sendrawtransaction",
    "testmempoolaccept",
    "uptime",
  ],
} as const;

export type Asker = keyof typeof RPC_ALLOWED;

/**
 * The value of `rpcauth`: bitcoind is told a salted HMAC-SHA-256 of the password and never the password itself
 * (share/rpcauth/rpcauth.py). The password is 256 random bits, so the salt may come from it, and stays the same.
 */
export function rpcAuth({ user, password }: RpcLogin): string {
  const salt = createHmac("sha256", password).update("salt").digest("hex").slice(0, 32);
  return `${user}:${salt}$${createHmac("sha256", salt).update(password).digest("hex")}`;
}
