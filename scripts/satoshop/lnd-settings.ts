import { join, resolve } from "node:path";
import { readConfig } from "../../app/config.ts";
import type { NodeInfo } from "../../app/gateways/lightning/port.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Outside } from "./command.ts";

type Environment = Outside["environment"];

/** Where the node is and where its macaroons go, before the hub has ever been started on it. */
export interface LndSettings {
  socket: string;
  certificate: string;
  /** Undefined when the certificate was given as text. */
  certificateFile: string | undefined;
  macaroonDir: string;
}

export type LndOptions = Partial<Record<"socket" | "cert" | "into", string>>;

/** The hub's own settings, read and checked as the hub reads them; an option stands before its setting. */
export function readLndSettings(options: LndOptions, environment: Environment): LndSettings {
  const given = over(environment, {
    LND_SOCKET: options.socket,
    LND_CERT_FILE: options.cert,
    LND_MACAROON_DIR: options.into,
  });
  const { dataDir } = readConfig(over(given, { MODE: "sandbox" }));
  const folder = given["LND_MACAROON_DIR"] ?? join(dataDir, "macaroons");
  // Any mode that has a node will do: which network it is on, the node says itself.
  const { lnd } = readConfig(over(given, { MODE: "mainnet", LND_MACAROON_DIR: folder }));
  if (lnd === undefined) throw new Misused("--socket and --cert are needed");
  const file = given["LND_CERT_FILE"];
  return {
    socket: lnd.socket,
    certificate: lnd.readCertificate(),
    certificateFile: file === undefined ? undefined : resolve(file),
    macaroonDir: resolve(folder),
  };
}

/** What the hub is to be started with from now on, one setting a line. */
export function settingLines(lnd: LndSettings, { network }: Pick<NodeInfo, "network">): string {
  if (network === "testnet") throw new CannotDo("The node is on testnet; the hub knows mainnet, signet and regtest.");
  const certificate = lnd.certificateFile === undefined ? [] : [`LND_CERT_FILE=${lnd.certificateFile}`];
  const lines = [`MODE=${network}`, `LND_SOCKET=${lnd.socket}`, ...certificate, `LND_MACAROON_DIR=${lnd.macaroonDir}`];
  return lines.map((line) => `  ${line}\n`).join("");
}

/** The environment with other values for some settings, whether they stood there as text or as a file. */
function over(environment: Environment, values: Readonly<Record<string, string | undefined>>): Environment {
  const changed = { ...environment };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const bare = name.replace(/_FILE$/, "");
    changed[bare] = undefined;
    changed[`${bare}_FILE`] = undefined;
    changed[name] = value;
  }
  return changed;
}
