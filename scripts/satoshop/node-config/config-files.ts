import { randomBytes } from "node:crypto";
import { generateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { facts } from "../../../appliance/facts.ts";
import { avahiService } from "../../../appliance/node-config/avahi-service.ts";
import { bitcoinConf } from "../../../appliance/node-config/bitcoin-conf.ts";
import { clientKeyOf, newClientKey } from "../../../appliance/node-config/client-key.ts";
import { lndConf } from "../../../appliance/node-config/lnd-conf.ts";
import { mintConf } from "../../../appliance/node-config/mint-conf.ts";
import { NODE_PORTS } from "../../../appliance/node-config/ports.ts";
import type { RpcLogin } from "../../../appliance/node-config/rpc-login.ts";
import { torControl } from "../../../appliance/node-config/tor-control.ts";
import { ONION_FOLDERS, torrc } from "../../../appliance/node-config/torrc.ts";
import type { Board } from "./read-board.ts";

/** The secret of this name as it was kept before, else a new one. */
export type Secret = (name: string, make: () => string) => string;

/** Where the programs' own units have what the configurations name (systemd/). */
const PLACES = {
  passwordFile: "/etc/lnd/wallet-password",
  mnemonicFile: "/etc/satoshop/mint/mnemonic",
  lndCertFile: "/var/lib/lnd/tls.cert",
  macaroonFile: "/etc/satoshop/mint/mint.macaroon",
  tlsFolder: "/etc/satoshop/mint/tls",
};

const DOORS = { shop: facts.ports.onionShop, desk: facts.ports.onionDesk };

/** What each file is to hold, by its name. */
export function configFiles(board: Board, secret: Secret): Map<string, string> {
  const logins = {
    hub: login("satoshop", "bitcoind-hub.login", secret),
    lnd: login("lnd", "bitcoind-lnd.login", secret),
  };
  const owner = clientKeyOf(secret("owner-onion.key", () => newClientKey().secret));
  // Named by mint.toml and in no file but its own.
  secret("mint.mnemonic", () => generateMnemonic(wordlist));
  const { network, phase, pruneMib, alias, database, memory, hasProofOfWork } = board;
  const ports = NODE_PORTS;
  const memorySizes = { dbcacheMib: memory.dbcache, maxmempoolMb: memory.maxmempool };
  const channelCache = memory.lndCaches.channel;
  return new Map([
    ["bitcoin.conf", bitcoinConf({ network, ports, phase, pruneMib, logins, ...memorySizes })],
    ["lnd.conf", lndConf({ network, ports, alias, database, channelCache, login: logins.lnd, ...PLACES })],
    ["mint.toml", mintConf({ ports, name: alias, ...PLACES })],
    ["satoshop.torrc", torrc({ doors: DOORS, folders: ONION_FOLDERS, hasProofOfWork })],
    ["lnd.torrc", torControl(ports)],
    ["owner.auth", owner.authorization],
    ["satoshop.service", avahiService()],
  ]);
}

/** In the form of BITCOIND_LOGIN_FILE. */
function login(user: string, name: string, secret: Secret): RpcLogin {
  const kept = secret(name, () => `${user}:${randomBytes(32).toString("base64url")}`);
  const end = kept.indexOf(":");
  return { user: kept.slice(0, end), password: kept.slice(end + 1) };
}
