import { InvalidSetting } from "./check-value.ts";
import { table } from "./table.ts";
import type { Mode, SettingName } from "./table.ts";
import { withoutSlash } from "./text.ts";
import type { Text } from "./text.ts";

export type LndSettings = {
  socket: string;
  /** Reads LND_CERT_FILE again at each call: LND renews its certificate, and the hub runs on. */
  readCertificate: () => string;
  macaroonDir: string;
};

/** Bitcoin Core's RPC, to check by; its login is read again for every question. */
export type BitcoindSettings = { url: string; readLogin: () => string };

/** Where the own mint's books are read, as its operator. */
export type MintRpcSettings = { address: string; tlsFolder: string | undefined } | undefined;

/** The hub's bot at Telegram, if it has one. */
export type TelegramSettings = { token: string; apiRoot: string } | undefined;

export type GoogleSettings = { clientId: string; clientSecret: string; issuer: string } | undefined;

/** By which ways the hub reaches others, besides the public web. */
export type OutgoingSettings = {
  allowed: readonly string[];
  torSocks: { host: string; port: number } | undefined;
};

export function lndIn(mode: Mode, text: Text): LndSettings {
  const needed = (name: SettingName) => {
    const value = text(name);
    if (value === undefined) throw new InvalidSetting(`${name} is needed in ${mode} mode: ${table[name].doc}`);
    return value;
  };
  const readCertificate = () => needed("LND_CERT");
  // What is missing is told at the start.
  readCertificate();
  return { socket: needed("LND_SOCKET"), readCertificate, macaroonDir: needed("LND_MACAROON_DIR") };
}

export function bitcoindIn(text: Text): BitcoindSettings | undefined {
  const url = withoutSlash(text("BITCOIND_URL"));
  if (url === undefined) return undefined;
  const readLogin = () => {
    const login = text("BITCOIND_LOGIN");
    if (login === undefined) throw new InvalidSetting(`BITCOIND_LOGIN is needed: ${table.BITCOIND_LOGIN.doc}`);
    return login;
  };
  // What is missing is told at the start.
  readLogin();
  return { url, readLogin };
}

/** In the clear only to this machine: whoever could listen, or answer, could tell the hub anything about its mint. */
export function mintRpcIn(text: Text): MintRpcSettings {
  const [address, tlsFolder] = [text("MINT_RPC"), text("MINT_RPC_TLS_DIR")];
  if (address === undefined) return undefined;
  if (address.includes(",")) throw new InvalidSetting("MINT_RPC must be one pair such as 127.0.0.1:8086");
  if (tlsFolder === undefined && !/^(?:localhost|127\.0\.0\.1|\[::1\]):/.test(address))
    throw new InvalidSetting("MINT_RPC is another machine's: MINT_RPC_TLS_DIR is needed");
  return { address, tlsFolder };
}

export function telegramIn(text: Text): TelegramSettings {
  const [token, apiRoot] = [text("TELEGRAM_TOKEN"), withoutSlash(text("TELEGRAM_API_ROOT"))];
  return token === undefined || apiRoot === undefined ? undefined : { token, apiRoot };
}

export function googleIn(mode: Mode, text: Text): GoogleSettings {
  const [clientId, clientSecret] = [text("GOOGLE_CLIENT_ID"), text("GOOGLE_CLIENT_SECRET")];
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined)
    throw new InvalidSetting("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together: set the other one, too");
  const issuer = withoutSlash(text("GOOGLE_ISSUER")) ?? table.GOOGLE_ISSUER.fallback;
  if (!issuer.startsWith("https://") && mode !== "sandbox" && mode !== "regtest")
    throw new InvalidSetting(`GOOGLE_ISSUER must be an https address in ${mode} mode`);
  return { clientId, clientSecret, issuer };
}

export function outgoingIn(text: Text): OutgoingSettings {
  const pairs = (name: "TOR_SOCKS" | "OUTGOING_ALLOW") => (text(name) ?? "").split(",").filter((each) => each !== "");
  const [tor, second] = pairs("TOR_SOCKS");
  if (second !== undefined) throw new InvalidSetting("TOR_SOCKS must be one pair such as 127.0.0.1:9050");
  const allowed = pairs("OUTGOING_ALLOW");
  if (tor === undefined) return { allowed, torSocks: undefined };
  const at = tor.lastIndexOf(":");
  const host = tor.slice(0, at).replaceAll(/[[\]]/g, "");
  return { allowed, torSocks: { host, port: Number(tor.slice(at + 1)) } };
}
