import { asText, withEquals } from "./line.ts";
import type { Line } from "./line.ts";
import type { Phase } from "../memory.ts";
import type { Network, NodePorts } from "./ports.ts";
import { RPC_ALLOWED, rpcAuth } from "./rpc-login.ts";
import type { Asker, RpcLogin } from "./rpc-login.ts";

/** What bitcoind's configuration depends on. */
export type BitcoindBoard = {
  network: Network;
  ports: NodePorts;
  /** Memory for the coins of the chain. While it is first read much of it saves days; afterwards LND needs the room. */
  dbcacheMib: number;
  maxmempoolMb: number;
  phase: Phase;
  /** How much of the chain is kept; 0 keeps all of it. */
  pruneMib: number;
  logins: Readonly<Record<Asker, RpcLogin>>;
};

export function bitcoinConf(board: BitcoindBoard): string {
  const [chain, ...rest] = bitcoindLines(board);
  if (chain === undefined) throw new Error("bitcoin.conf has no lines");
  // Ports count only under the name of their network, except on mainnet.
  return `${asText([chain], withEquals)}\n[${chain.value}]\n${asText(rest, withEquals)}`;
}

/** Every line of bitcoin.conf; the first one tells the network, and the others stand in its section. */
export function bitcoindLines(board: BitcoindBoard): Line[] {
  return [
    {
      option: "chain",
      value: board.network === "mainnet" ? "main" : board.network,
      why: "The network. The hub's MODE and LND have to be on the same one; the hub refuses to start otherwise.",
    },
    ...rpcLines(board),
    ...chainLines(board),
    ...peerLines(board),
    ...eventLines(board),
    ...unitLines,
  ];
}

function rpcLines({ ports, logins }: BitcoindBoard): Line[] {
  const shared = [
    { option: "server", value: "1", why: "The hub and LND ask bitcoind over RPC." },
    {
      option: "rpcport",
      value: String(ports.bitcoindRpc),
      why: "Where RPC listens. Without rpcbind and rpcallowip, which are left out on purpose, that is this machine alone.",
    },
  ];
  return [
    ...shared,
    ...loginLines(logins.hub, "hub", "The hub only looks: is a payment in the mempool, and does its block stand."),
    ...loginLines(logins.lnd, "lnd", "LND reads blocks and fees, and sends its own transactions."),
    {
      option: "rpcwhitelistdefault",
      value: "0",
      why: "The login of bitcoind's own cookie file, which only its user can read, stays free to do everything: bitcoin-cli uses it.",
    },
  ];
}

function loginLines(login: RpcLogin, asker: Asker, why: string): Line[] {
  return [
    {
      option: "rpcauth",
      value: rpcAuth(login),
      why: `A login for ${asker === "hub" ? "the hub" : "LND"}: a salted hash, from which nobody gets the password back.`,
    },
    {
      option: "rpcwhitelist",
      value: `${login.user}:${RPC_ALLOWED[asker].join(",")}`,
      why: `${why} Any other call is refused to this login.`,
    },
  ];
}

function chainLines({ dbcacheMib, maxmempoolMb, phase, pruneMib }: BitcoindBoard): Line[] {
  const isReading = phase === "ibd";
  return [
    {
      option: "dbcache",
      value: String(dbcacheMib),
      why: isReading
        ? "MiB for coins while the chain is read for the first time: each that is found in memory spares the disk a search. LND is not running yet; when the tip is reached this gets smaller."
        : "MiB for coins. At the tip little is enough, and LND, the mint and the hub need the room.",
    },
    {
      option: "maxmempool",
      value: String(maxmempoolMb),
      why: "MB for waiting transactions, Bitcoin Core's own measure; what they do not fill is lent to the coins. Less would make bad fee estimates.",
    },
    {
      option: "prune",
      value: String(pruneMib),
      why:
        pruneMib === 0
          ? "0 keeps every block: the disk is large enough."
          : "MiB of blocks to keep; older ones are checked and thrown away. LND fetches a pruned block from peers when it needs one.",
    },
    {
      option: "par",
      value: "-1",
      why: "Signatures are checked on all cores but one, so that LND and the shop answer meanwhile.",
    },
    {
      option: "blocksonly",
      value: "0",
      why: "Never 1 on a shop's node: without others' transactions there are no fee estimates, and the few that this node sends are seen to be its own.",
    },
    {
      option: "disablewallet",
      value: "1",
      why: "The coins are in LND's wallet. A second one here could only be forgotten in a backup.",
    },
  ];
}

function peerLines({ ports }: BitcoindBoard): Line[] {
  return [
    {
      option: "listen",
      value: "0",
      why: "Nobody is let in from outside: a home router would not let them through, and each costs memory.",
    },
    {
      option: "maxconnections",
      value: "40",
      why: "Peers at most, instead of 125: each costs memory. Ten outgoing ones are made in any case.",
    },
    {
      option: "onion",
      value: `127.0.0.1:${ports.torSocks}`,
      why: "Peers that are onion services are reached through Tor on this machine, so that no provider alone decides what this node sees.",
    },
  ];
}

function eventLines({ ports }: BitcoindBoard): Line[] {
  const queue = "Messages that may wait for a busy LND before any is lost; the usual 1000 are filled by one block.";
  return [
    {
      option: "zmqpubrawblock",
      value: `tcp://127.0.0.1:${ports.blocks}`,
      why: "LND hears of each block here at once: held payments are counted in blocks.",
    },
    {
      option: "zmqpubrawtx",
      value: `tcp://127.0.0.1:${ports.transactions}`,
      why: "LND hears of each transaction here: a channel that somebody closes with an old state is seen in the mempool.",
    },
    { option: "zmqpubrawblockhwm", value: "10000", why: queue },
    { option: "zmqpubrawtxhwm", value: "10000", why: queue },
  ];
}

const unitLines: readonly Line[] = [
  {
    option: "startupnotify",
    value: "systemd-notify --ready",
    why: "Tells systemd that RPC answers (Type=notify, NotifyAccess=all): LND is started then and not before.",
  },
  {
    option: "shutdownnotify",
    value: "systemd-notify --stopping",
    why: "Tells systemd that writing everything down has begun, which may take minutes.",
  },
  {
    option: "debuglogfile",
    value: "0",
    why: "No log file beside the journal, which has a limit of its own: an SD card wears out by writing.",
  },
];
