import { asText, withEquals } from "./line.ts";
import type { Line } from "./line.ts";
import type { Network, NodePorts } from "./ports.ts";
import type { RpcLogin } from "./rpc-login.ts";

/** What LND's configuration depends on. */
export type LndBoard = {
  network: Network;
  ports: NodePorts;
  alias: string;
  login: RpcLogin;
  /** Holds the wallet's password: a credential that systemd hands to LND alone. */
  passwordFile: string;
  /** How many channels of others are kept in memory, at about 2 KB each. */
  channelCache: number;
  /** SQLite is for new nodes: LND moves an old one's database only one way, and not by itself. */
  database: "sqlite" | "bolt";
};

/**
 * So many blocks before the payer's lock on a held payment ends, LND gives the payment back. It must be more than the
 * 16 blocks (LND 0.21) at which LND would go to the chain for it, or the channel is closed by force. LND 0.20 had 12 and
 * 10. No RPC tells it, so it is written down; deadlines of held payments have to be counted from it.
 */
export const HOLD_EXPIRY_DELTA = 18;

export function lndConf(board: LndBoard): string {
  return `[Application Options]\n\n${asText(lndLines(board), withEquals)}`;
}

/** Every line of lnd.conf. */
export function lndLines(board: LndBoard): Line[] {
  return [
    ...nodeLines(board),
    ...chainLines(board),
    ...escrowLines,
    ...memoryLines(board),
    ...healthLines,
    ...torLines(board),
    ...databaseLines(board),
  ];
}

function nodeLines({ alias, ports, passwordFile }: LndBoard): Line[] {
  return [
    { option: "alias", value: alias, why: "What the node is called in the network. Everybody can read it." },
    {
      option: "listen",
      value: `127.0.0.1:${ports.lndPeers}`,
      why: "Where other nodes come in: from Tor on this machine alone, which is asked to below.",
    },
    {
      option: "rpclisten",
      value: `127.0.0.1:${ports.lndGrpc}`,
      why: "Where the hub and the mint ask, on this machine alone.",
    },
    { option: "norest", value: "true", why: "Nobody here asks by REST; a door that is not there needs no lock." },
    {
      option: "tlsextradomain",
      value: "localhost",
      why: "The name in LND's certificate: the hub and the mint ask localhost.",
    },
    {
      option: "tlsdisableautofill",
      value: "true",
      why: "No addresses in the certificate: a new one from the router would make it wrong.",
    },
    {
      option: "tlsautorefresh",
      value: "true",
      why: "An old certificate is replaced at the next start. The hub finds the new one by itself (LND_CERT_FILE).",
    },
    {
      option: "wallet-unlock-password-file",
      value: passwordFile,
      why: "After a power cut the shop takes payments again without anybody typing a password. Whoever can read this file and the wallet has the money: systemd shows it to LND alone, but both are on the same disk.",
    },
    {
      option: "wallet-unlock-allow-create",
      value: "true",
      why: "At the very first start there is no wallet yet, and LND waits until `lncli create` makes it.",
    },
    {
      option: "logging.file.disable",
      value: "true",
      why: "No log file beside the journal, which has a limit of its own: an SD card wears out by writing.",
    },
  ];
}

function chainLines({ network, ports, login }: LndBoard): Line[] {
  return [
    { option: `bitcoin.${network}`, value: "true", why: "The network, the same as bitcoind's." },
    {
      option: "bitcoin.node",
      value: "bitcoind",
      why: "Blocks come from the bitcoind beside it, which believes nobody.",
    },
    { option: "bitcoind.rpchost", value: `127.0.0.1:${ports.bitcoindRpc}`, why: "Where bitcoind answers." },
    {
      option: "bitcoind.rpcuser",
      value: login.user,
      why: "LND's own login there, which may do what LND needs and no more.",
    },
    {
      option: "bitcoind.rpcpass",
      value: login.password,
      why: "Its password: the reason why only LND's user may read this file.",
    },
    {
      option: "bitcoind.zmqpubrawblock",
      value: `tcp://127.0.0.1:${ports.blocks}`,
      why: "Where bitcoind tells of blocks, as in bitcoin.conf.",
    },
    {
      option: "bitcoind.zmqpubrawtx",
      value: `tcp://127.0.0.1:${ports.transactions}`,
      why: "Where bitcoind tells of transactions, as in bitcoin.conf.",
    },
    {
      option: "bitcoind.pruned-node-max-peers",
      value: "4",
      why: "From so many of bitcoind's peers LND fetches blocks that were thrown away. Without pruning it never does.",
    },
  ];
}

const escrowLines: readonly Line[] = [
  {
    option: "invoices.holdexpirydelta",
    value: String(HOLD_EXPIRY_DELTA),
    why: "So many blocks (about three hours) before the payer's lock on a held payment ends, LND gives the payment back. It has to be more than the 16 blocks at which LND 0.21 goes to the chain, or the channel is closed by force; 0 switches this guard off. LND 0.20 had 12 by itself and 0.21 has 18, and no call tells which: written down, it is the same after every update, and deadlines can be counted from it. A board that is off for longer than the rest of the lock cannot give anything back in time.",
  },
  {
    option: "gc-canceled-invoices-on-the-fly",
    value: "true",
    why: "Cancelled invoices, one for each order that nobody paid, are thrown away at once. The hub has its own records and takes a missing invoice for a cancelled one.",
  },
  {
    option: "gc-canceled-invoices-on-startup",
    value: "true",
    why: "And at a start those that are left from before.",
  },
];

function memoryLines({ channelCache }: LndBoard): Line[] {
  return [
    {
      option: "caches.channel-cache-size",
      value: String(channelCache),
      why: "Channels of others that are kept in memory for gossip, about 2 KB each; the usual 20000 are 40 MB.",
    },
    {
      option: "numgraphsyncpeers",
      value: "2",
      why: "News of the network is taken from two peers instead of three: less to read twice.",
    },
    {
      option: "ignore-historical-gossip-filters",
      value: "true",
      why: "Peers that ask for the whole history of the network get none from a small board.",
    },
    {
      option: "routing.strictgraphpruning",
      value: "true",
      why: "A channel with one stale side is forgotten: fewer of them, and fewer payments that are tried in vain.",
    },
    {
      option: "stagger-initial-reconnect",
      value: "true",
      why: "After a start peers are called one after the other and not all at once.",
    },
  ];
}

const healthLines: readonly Line[] = [
  {
    option: "healthcheck.chainbackend.timeout",
    value: "2m",
    why: "How long bitcoind may take for an answer: while it writes to a slow disk it needs more than the usual 30 seconds.",
  },
  {
    option: "healthcheck.chainbackend.attempts",
    value: "5",
    why: "So often in a row it may not answer, two minutes apart, before LND stops and systemd starts it again. 0 would never stop, and held payments would be counted in blocks that nobody sees.",
  },
];

function torLines({ ports }: LndBoard): Line[] {
  return [
    {
      option: "tor.active",
      value: "true",
      why: "Peers are reached through Tor: they do not learn at which address the shop lives.",
    },
    { option: "tor.socks", value: `127.0.0.1:${ports.torSocks}`, why: "Where Tor takes connections on this machine." },
    {
      option: "tor.streamisolation",
      value: "true",
      why: "Each peer gets a path of its own through Tor, so that no relay sees them together.",
    },
    {
      option: "tor.control",
      value: `127.0.0.1:${ports.torControl}`,
      why: "Where LND asks Tor for an onion service of its own. LND's user has to be in the group that may read Tor's cookie.",
    },
    {
      option: "tor.v3",
      value: "true",
      why: "An onion service lets other nodes open channels to this one behind any home router.",
    },
    {
      option: "tor.encryptkey",
      value: "true",
      why: "The key of that onion service is kept under the wallet's seed and not in the clear.",
    },
  ];
}

function databaseLines({ database }: LndBoard): Line[] {
  if (database === "bolt")
    return [
      {
        option: "db.bolt.auto-compact",
        value: "true",
        why: "This node has LND's older database. At a start, once a week at most, the room that it no longer uses is given back.",
      },
    ];
  return [
    {
      option: "db.backend",
      value: "sqlite",
      why: "For new nodes: it needs less memory than LND's older database. A node that has begun with one keeps it.",
    },
    {
      option: "db.use-native-sql",
      value: "true",
      why: "Invoices and the network's channels are kept in real tables, which makes them faster to find.",
    },
  ];
}
