import type { BitcoindBoard } from "../../../appliance/node-config/bitcoin-conf.ts";
import { bitcoindLines } from "../../../appliance/node-config/bitcoin-conf.ts";
import type { Line } from "../../../appliance/node-config/line.ts";
import { lndLines } from "../../../appliance/node-config/lnd-conf.ts";
import type { LndBoard } from "../../../appliance/node-config/lnd-conf.ts";
import { NODE_PORTS } from "../../../appliance/node-config/ports.ts";

const network = "mainnet";
const ports = NODE_PORTS;

export function bitcoindBoard(changes: Partial<BitcoindBoard> = {}): BitcoindBoard {
  const logins = { hub: { user: "satoshop", password: "of the hub" }, lnd: { user: "lnd", password: "of LND" } };
  return { network, ports, dbcacheMib: 512, maxmempoolMb: 300, phase: "tip", pruneMib: 50_000, logins, ...changes };
}

export function lndBoard(changes: Partial<LndBoard> = {}): LndBoard {
  const login = { user: "lnd", password: "of LND" };
  return {
    network,
    ports,
    alias: "Corner",
    login,
    passwordFile: "/etc/lnd/pw",
    channelCache: 8_000,
    database: "sqlite",
    ...changes,
  };
}

/** What stands for an option; each stands once. */
export function valueIn(lines: readonly Line[], option: string): string | undefined {
  return lines.find((line) => line.option === option)?.value;
}

export const bitcoindSays = (option: string, changes: Partial<BitcoindBoard> = {}) =>
  valueIn(bitcoindLines(bitcoindBoard(changes)), option);

export const lndSays = (option: string, changes: Partial<LndBoard> = {}) =>
  valueIn(lndLines(lndBoard(changes)), option);
