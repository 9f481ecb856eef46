import { facts } from "../../appliance/facts.ts";
import { memoryOf } from "../../appliance/memory.ts";
import { bitcoindLines } from "../../appliance/node-config/bitcoin-conf.ts";
import type { Line } from "../../appliance/node-config/line.ts";
import { lndLines } from "../../appliance/node-config/lnd-conf.ts";
import { mintSections } from "../../appliance/node-config/mint-conf.ts";
import { NODE_PORTS } from "../../appliance/node-config/ports.ts";
import { torControlLines } from "../../appliance/node-config/tor-control.ts";
import { ONION_FOLDERS, torLines } from "../../appliance/node-config/torrc.ts";

const BEGIN = "<!-- Made by `npm run docs` from appliance/node-config/. -->";
const END = "<!-- Until here. -->";

const NOBODYS = { user: "lnd", password: "of LND" };

/** A board of 4 GB with a disk of half a terabyte, at the tip of the chain. */
export function linesByFile(): Map<string, Line[]> {
  const [network, ports, phase] = ["mainnet", NODE_PORTS, "tip"] as const;
  const memory = memoryOf(4_096, phase);
  const logins = { hub: { user: "satoshop", password: "of the hub" }, lnd: NOBODYS };
  const sizes = { dbcacheMib: memory.dbcache, maxmempoolMb: memory.maxmempool, pruneMib: 50_000 };
  const lnd = {
    alias: "SatoShop",
    login: NOBODYS,
    passwordFile: "/etc/lnd/wallet-password",
    channelCache: memory.lndCaches.channel,
  };
  const mint = {
    mnemonicFile: "…/mnemonic",
    lndCertFile: "…/tls.cert",
    macaroonFile: "…/mint.macaroon",
    tlsFolder: "…/tls",
  };
  const doors = { shop: facts.ports.onionShop, desk: facts.ports.onionDesk };
  return new Map([
    ["bitcoin.conf", bitcoindLines({ network, ports, phase, logins, ...sizes })],
    ["lnd.conf", lndLines({ network, ports, database: "sqlite", ...lnd })],
    ["mint.toml", mintSections({ ports, name: "SatoShop", ...mint }).flatMap(({ lines }) => lines)],
    ["satoshop.torrc", torLines({ doors, folders: ONION_FOLDERS, hasProofOfWork: true })],
    ["lnd.torrc", torControlLines(ports)],
  ]);
}

/** The page with every line of every file in the place of what it said before. */
export function withLines(page: string): string {
  if (!page.includes(BEGIN) || !page.includes(END))
    throw new Error(`the page has no place between ${BEGIN} and ${END}`);
  const sections = [...linesByFile()].map(([file, lines]) => section(file, lines)).join("\n\n");
  return `${page.slice(0, page.indexOf(BEGIN))}${BEGIN}\n\n${sections}\n\n${page.slice(page.indexOf(END))}`;
}

function section(file: string, lines: readonly Line[]): string {
  const rows = lines.map((line) => `| \`${line.option}\` | ${shown(line)} | ${line.why} |`);
  return [`### ${file}`, "", "| line | here | why |", "|---|---|---|", ...rows].join("\n");
}

/** Long lists stand in the file alone, and so do logins, which are other ones on every board. */
function shown({ option, value }: Line): string {
  if (/^rpcauth$|rpcpass$/.test(option)) return "…";
  const short = value.length > 60 ? `${value.slice(0, 40)}…` : value;
  return `\`${short}\``;
}
