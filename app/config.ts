import type { DoorKind } from "./domain/door.ts";
import { readMailAddress } from "./domain/mail-address.ts";
import { CannotOpen } from "./secrets/cannot-open.ts";
import { findValue } from "./secrets/find-value.ts";
import type { Environment, Found, Places } from "./secrets/find-value.ts";
import { openSealed } from "./secrets/open-sealed.ts";

export type Mode = "sandbox" | "regtest" | "signet" | "mainnet";

type Kind =
  | "text"
  | "key"
  | "bot-token"
  | "bot-api"
  | "doors"
  | "port"
  | "url"
  | "mode"
  | "duration"
  | "count"
  | "receivers"
  | "flag";

type Setting = {
  kind: Kind;
  /** Undefined means: must be given (`required`) or may be left out. */
  fallback?: string;
  requiredUnless?: Mode;
  secret?: boolean;
  doc: string;
};

/** Every setting of the hub: its type, default and meaning. `configHelp` tells in which places each may stand. */
const table = {
  MODE: {
    kind: "mode",
    fallback: "sandbox",
    doc: "sandbox, regtest, signet or mainnet. The sandbox needs no node and has no value.",
  },
  HOST: { kind: "text", fallback: "127.0.0.1", doc: "Address to listen on; 0.0.0.0 for the whole LAN." },
  PORT: { kind: "port", fallback: "3000", doc: "TCP port to listen on; 0 takes a free one." },
  ORIGIN: {
    kind: "url",
    doc: "The address people type, such as http://shop.lan:3000; made from HOST and PORT when left out.",
  },
  ADMIN_PORT: {
    kind: "port",
    fallback: "3001",
    doc: "TCP port of the listener that also has the owner's desk; 0 takes a free one. It is on HOST.",
  },
  ADMIN_ORIGIN: { kind: "url", doc: "The address of the owner's desk; made from ORIGIN and ADMIN_PORT when left out." },
  PUBLIC_PORT: { kind: "port", doc: "TCP port for a proxy with a public https address; left out, there is none." },
  PUBLIC_ORIGIN: { kind: "url", doc: "That https address, such as https://shop.example.org." },
  PUBLIC_PROXY: {
    kind: "text",
    doc: "IP address of that proxy. What it says in X-Forwarded-For is believed, and nobody else's word.",
  },
  ONION_PORT: { kind: "port", doc: "TCP port for Tor to hand onion visitors to; left out, there is none." },
  ONION_ORIGIN: { kind: "url", doc: "The onion address, such as http://….onion." },
  ADMIN_ON: {
    kind: "doors",
    fallback: "",
    doc: "Doors that have the owner's desk too, such as onion or public,onion; the LAN's door may be named as well.",
  },
  HUB_NAME: { kind: "text", fallback: "SatoShop", doc: "What the hub is called in its header and page titles." },
  DATA_DIR: { kind: "text", fallback: "data", doc: "Folder for everything the hub writes." },
  AGE_IDENTITY: {
    kind: "text",
    secret: true,
    doc: "The age identity that opens .env.age, only ever as AGE_IDENTITY_FILE; age.key in DATA_DIR when left out.",
  },
  DATABASE_URL: { kind: "url", secret: true, doc: "postgres://… to use PostgreSQL; SQLite in DATA_DIR when left out." },
  SECRET_KEY: {
    kind: "key",
    secret: true,
    doc: "At least 32 characters; order keys and the PINs of backup sheets depend on it. Made in DATA_DIR when left out.",
  },
  LND_SOCKET: {
    kind: "text",
    fallback: "localhost:10009",
    doc: "LND's gRPC address. Use a host name that its certificate names.",
  },
  LND_CERT: {
    kind: "text",
    requiredUnless: "sandbox",
    doc: "LND's tls.cert. Set LND_CERT_FILE to its path, and the hub finds a renewed one by itself.",
  },
  LND_MACAROON_DIR: {
    kind: "text",
    requiredUnless: "sandbox",
    doc: "Folder with the narrow macaroons that `satoshop lnd-setup` made; it may make them anew while the hub runs.",
  },
  BITCOIND_URL: {
    kind: "url",
    doc: "RPC of the Bitcoin Core that LND follows, such as http://127.0.0.1:8332: payments on chain are then checked by both.",
  },
  BITCOIND_LOGIN: {
    kind: "text",
    secret: true,
    doc: "user:password for it. BITCOIND_LOGIN_FILE may name Bitcoin Core's .cookie, which is read for every question.",
  },
  SMTP_URL: {
    kind: "url",
    secret: true,
    doc: "The mail server for the hub's letters, as smtp://user:password@host:587 or smtps://…; or the five below.",
  },
  SMTP_HOST: { kind: "text", doc: "The mail server's host; without one the hub sends no letters." },
  SMTP_PORT: { kind: "port", doc: "465 speaks TLS from the start, every other must know STARTTLS. 587 when left out." },
  SMTP_USER: { kind: "text", doc: "Login at the mail server, if it wants one." },
  SMTP_PASSWORD: { kind: "text", secret: true, doc: "The password that goes with SMTP_USER." },
  SMTP_FROM: { kind: "text", doc: "Who the letters are from, such as Corner <shop@example.org>." },
  SMTP_CERT: {
    kind: "text",
    doc: "The certificate of a mail server that signs its own (set SMTP_CERT_FILE to its path).",
  },
  SMTP_PLAIN: {
    kind: "flag",
    fallback: "0",
    doc: "1 talks to the mail server without TLS and login: for a relay on this machine or LAN only.",
  },
  TELEGRAM_TOKEN: {
    kind: "bot-token",
    secret: true,
    doc: "What @BotFather gives for a bot of the hub's own; without one there is no Telegram.",
  },
  TELEGRAM_API_ROOT: {
    kind: "bot-api",
    fallback: "https://api.telegram.org",
    doc: "Where Telegram's Bot API is, for owners who run a server of their own.",
  },
  GOOGLE_CLIENT_ID: {
    kind: "text",
    doc: "Sign-in with Google: the client id. Google has to know each https address with /sign-in/google/back behind it.",
  },
  GOOGLE_CLIENT_SECRET: { kind: "text", secret: true, doc: "The client secret that belongs to it." },
  GOOGLE_ISSUER: {
    kind: "url",
    fallback: "https://accounts.google.com",
    doc: "Another OpenID provider in Google's place, for tests; without TLS in sandbox and regtest mode only.",
  },
  TOR_SOCKS: {
    kind: "receivers",
    doc: "Where Tor takes connections, such as 127.0.0.1:9050; without it no onion service is ever asked.",
  },
  OUTGOING_ALLOW: {
    kind: "receivers",
    fallback: "",
    doc: "What the hub may ask besides public addresses, such as printer.lan:8080,192.168.1.5:443.",
  },
  SENDING: {
    kind: "flag",
    fallback: "0",
    doc: "1 lets the hub send refunds and payouts over Lightning, with the payout macaroon. A sandbox always does.",
  },
  INVOICE_MINUTES: {
    kind: "duration",
    fallback: "15",
    doc: "How long a price and its invoice hold, in minutes (1 to 1440).",
  },
  RATE_LIMIT_FACTOR: {
    kind: "count",
    fallback: "1",
    doc: "Multiplies how often one address may ask for something; raise it for load tests.",
  },
  LOG_LEVEL: { kind: "text", fallback: "info", doc: "trace, debug, info, warn, error or silent." },
  DEMO: { kind: "flag", fallback: "1", doc: "1 fills an empty sandbox or regtest hub with demo stalls, 0 does not." },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof table;

export type Config = {
  mode: Mode;
  host: string;
  port: number;
  origin: string | undefined;
  /** Every listener to open, the LAN's first and the owner's second. */
  doors: readonly DoorSettings[];
  hubName: string;
  dataDir: string;
  databaseUrl: string | undefined;
  secretKey: string | undefined;
  lnd:
    | {
        socket: string;
        /** Reads LND_CERT_FILE again at each call: LND renews its certificate, and the hub runs on. */
        readCertificate: () => string;
        macaroonDir: string;
      }
    | undefined;
  /** Bitcoin Core's RPC, to check by; its login is read again for every question. */
  bitcoind: { url: string; readLogin: () => string } | undefined;
  mail: MailSettings | undefined;
  /** The hub's bot at Telegram, if it has one. */
  telegram: { token: string; apiRoot: string } | undefined;
  google: { clientId: string; clientSecret: string; issuer: string } | undefined;
  /** By which ways the hub reaches others, besides the public web. */
  outgoing: { allowed: readonly string[]; torSocks: { host: string; port: number } | undefined };
  invoiceMinutes: number;
  /** Whether refunds and payouts are sent, and not only written down. */
  isSending: boolean;
  rateLimitFactor: number;
  logLevel: string;
  demo: boolean;
  /** Secrets that a hub with real money was given in plain environment variables. */
  exposed: readonly SettingName[];
};

/** One listener, and what is told about it to the rooms behind. */
export type DoorSettings = {
  kind: DoorKind;
  host: string;
  port: number;
  /** The address people type, without a slash at the end. */
  origin: string;
  hasAdmin: boolean;
  trustedProxy: string | undefined;
};

/** The mail server that takes the hub's letters. */
export type MailSettings = {
  host: string;
  port: number;
  login: { user: string; password: string } | undefined;
  from: { name: string; address: string };
  certificate: string | undefined;
  security: "tls" | "starttls" | "none";
};

/** A setting that is missing or cannot be understood; the message names it and says what to do. */
export class InvalidSetting extends Error {
  override readonly name = "InvalidSetting";
}

/** Reads the settings from wherever they stand; `process.env` is only ever passed in here. */
export function readConfig(environment: Environment = process.env): Config {
  const places = placesFrom(environment);
  const text = (name: SettingName) => checked(name, find(name, places)?.text ?? fallbackOf(name));
  const mode = modeOf(text("MODE"));
  return {
    mode,
    host: text("HOST") ?? "127.0.0.1",
    port: Number(text("PORT")),
    origin: withoutSlash(text("ORIGIN")),
    doors: doorsOf(text),
    hubName: text("HUB_NAME") ?? "SatoShop",
    dataDir: text("DATA_DIR") ?? "data",
    databaseUrl: text("DATABASE_URL"),
    secretKey: text("SECRET_KEY"),
    lnd: mode === "sandbox" ? undefined : lnd(mode, text),
    bitcoind: mode === "sandbox" ? undefined : bitcoind(text),
    mail: mailServer(text),
    telegram: telegramIn(text),
    google: google(mode, text),
    outgoing: outgoing(text),
    invoiceMinutes: Number(text("INVOICE_MINUTES")),
    isSending: mode === "sandbox" || text("SENDING") === "1",
    rateLimitFactor: Number(text("RATE_LIMIT_FACTOR")),
    logLevel: text("LOG_LEVEL") ?? "info",
    demo: text("DEMO") === "1",
    exposed: mode === "signet" || mode === "mainnet" ? exposedIn(places) : [],
  };
}

/** Where settings are looked for, with what is sealed in the data folder opened. */
export function placesFrom(environment: Environment): Places {
  refuseBareIdentity(environment);
  const sealed = inWords(() => openSealed(environment, dataDirOf(environment)));
  for (const name of sealed.keys()) checkSealedName(name);
  return { environment, sealed };
}

/** The data folder is known before anything sealed in it is read, so it cannot be a sealed setting itself. */
export function dataDirOf(environment: Environment): string {
  return find("DATA_DIR", { environment, sealed: new Map() })?.text ?? table.DATA_DIR.fallback;
}

type Text = (name: SettingName) => string | undefined;

function doorsOf(text: Text): DoorSettings[] {
  const host = text("HOST") ?? "127.0.0.1";
  const port = Number(text("PORT"));
  const adminPort = Number(text("ADMIN_PORT"));
  const origin = withoutSlash(text("ORIGIN")) ?? addressOf(host, port);
  const adminOrigin = withoutSlash(text("ADMIN_ORIGIN")) ?? withPort(origin, adminPort);
  const withAdmin = new Set((text("ADMIN_ON") ?? "").split(","));
  const shared = { trustedProxy: undefined };
  return [
    { kind: "lan", host, port, origin, hasAdmin: withAdmin.has("lan"), ...shared },
    { kind: "admin", host, port: adminPort, origin: adminOrigin, hasAdmin: true, ...shared },
    ...outsideDoor(text, "public", withAdmin),
    ...outsideDoor(text, "onion", withAdmin),
  ];
}

/** A door that only a program on this machine or network knocks at: a proxy, or Tor. */
function outsideDoor(text: Text, kind: "public" | "onion", withAdmin: ReadonlySet<string>): DoorSettings[] {
  const [portName, originName] =
    kind === "public" ? (["PUBLIC_PORT", "PUBLIC_ORIGIN"] as const) : (["ONION_PORT", "ONION_ORIGIN"] as const);
  const [port, origin] = [text(portName), withoutSlash(text(originName))];
  if (port === undefined) return [];
  if (origin === undefined)
    throw new InvalidSetting(`${originName} is needed with ${portName}: ${table[originName].doc}`);
  if (kind === "public" && !origin.startsWith("https://"))
    throw new InvalidSetting(`PUBLIC_ORIGIN must be an https address, but "${origin}" is not`);
  const host = text("HOST") ?? "127.0.0.1";
  const trustedProxy = kind === "public" ? text("PUBLIC_PROXY") : undefined;
  return [
    {
      kind,
      host: kind === "onion" ? "127.0.0.1" : host,
      port: Number(port),
      origin,
      hasAdmin: withAdmin.has(kind),
      trustedProxy,
    },
  ];
}

/** Where a listener is found when nobody says so. */
function addressOf(host: string, port: number): string {
  return `http://${host === "0.0.0.0" ? "localhost" : host}:${port}`;
}

function withPort(origin: string, port: number): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}:${port}`;
}

function withoutSlash(address: string | undefined): string | undefined {
  return address?.replace(/\/+$/, "");
}

/** The settings as a help text, one line each. */
export function configHelp(): string {
  const width = Math.max(...Object.keys(table).map((name) => name.length));
  const lines = Object.entries<Setting>(table).map(([name, setting]) => {
    const fallback = setting.fallback === undefined ? "" : ` [${setting.fallback}]`;
    return `  ${name.padEnd(width)}  ${setting.doc}${fallback}`;
  });
  return [
    "Each setting is looked for in this order: a systemd credential of its name, the file that NAME_FILE names,",
    ".env.age in DATA_DIR (`satoshop secrets`), the environment variable NAME. Secrets do not belong into the last.",
    "",
    ...lines,
    "",
  ].join("\n");
}

/** Where a setting stands; undefined when it is left out. */
function find(name: SettingName, places: Places): Found | undefined {
  return inWords(() => findValue(name, places));
}

function fallbackOf(name: SettingName): string | undefined {
  const setting: Setting = table[name];
  return setting.fallback;
}

function inWords<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CannotOpen) throw new InvalidSetting(error.message, { cause: error });
    throw error;
  }
}

/** What is in an environment variable, others on the machine and every crash report may see. */
function exposedIn(places: Places): SettingName[] {
  return secretNames().filter((name) => find(name, places)?.source === "environment");
}

function refuseBareIdentity({ AGE_IDENTITY: bare }: Environment): void {
  if (bare !== undefined)
    throw new InvalidSetting("AGE_IDENTITY is read from a file alone: set AGE_IDENTITY_FILE to its path");
}

/** A host, or an IPv6 address in brackets, and a port. */
const RECEIVER = /^(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i;

const checks: Record<Kind, (value: string) => string | undefined> = {
  doors: (value) => (/^(?:(?:lan|public|onion)(?:,|$))*$/.test(value) ? undefined : "a list of lan, public and onion"),
  text: () => undefined,
  "bot-token": (value) => (/^\d+:[\w-]{20,}$/.test(value) ? undefined : "a bot's token such as 123456:ABC…"),
  // The token is part of every address that is asked: in the clear, it is for this machine only.
  "bot-api": (value) => (isPrivateAddress(value) ? undefined : "an https address, or an http one on this machine"),
  key: (value) => (value.length >= 32 ? undefined : "at least 32 characters long"),
  mode: (value) =>
    ["sandbox", "regtest", "signet", "mainnet"].includes(value)
      ? undefined
      : "one of sandbox, regtest, signet, mainnet",
  receivers: (value) =>
    value.split(",").every((each) => each === "" || RECEIVER.test(each))
      ? undefined
      : "pairs such as 192.168.1.5:8080, with commas between them",
  port: (value) => (/^\d{1,5}$/.test(value) && Number(value) < 65_536 ? undefined : "a port between 0 and 65535"),
  url: (value) => (URL.canParse(value) ? undefined : "an address such as http://shop.lan:3000"),
  duration: (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440 ? undefined : "minutes between 1 and 1440",
  count: (value) => (/^[1-9]\d{0,6}$/.test(value) ? undefined : "a whole number from 1 to 9999999"),
  flag: (value) => (value === "0" || value === "1" ? undefined : "0 or 1"),
};

function isPrivateAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === "https:" || (protocol === "http:" && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

/** Every setting by its name. */
export function settingNames(): SettingName[] {
  return Object.keys(table).filter(isSetting);
}

/** The settings that nobody but the hub may know. */
export function secretNames(): SettingName[] {
  return settingNames().filter((name) => {
    const setting: Setting = table[name];
    return setting.secret === true;
  });
}

/** Kinds whose values say nothing about anybody. */
const HARMLESS: readonly Kind[] = ["mode", "port", "duration", "count", "flag", "doors"];

/** A setting's value for others to see: itself where it is a number or one of a few words. */
export function shownSetting(name: SettingName, value: string): string {
  return HARMLESS.includes(table[name].kind) && checks[table[name].kind](value) === undefined ? value : "given";
}

/** Throws when `.env.age` may not hold a setting of this name, or not with this value. */
export function checkSealed(name: string, value: string): void {
  checked(checkSealedName(name), value);
}

function checkSealedName(name: string): SettingName {
  if (!isSetting(name)) throw new InvalidSetting(`${name} in .env.age is no setting: --help lists those there are`);
  if (name === "DATA_DIR" || name === "AGE_IDENTITY")
    throw new InvalidSetting(`${name} cannot be in .env.age: it is needed to find and open that file`);
  return name;
}

function isSetting(name: string): name is SettingName {
  return Object.hasOwn(table, name);
}

function checked(name: SettingName, value: string | undefined): string | undefined {
  const setting: Setting = table[name];
  if (value === undefined) return undefined;
  const expected = checks[setting.kind](value);
  const shown = setting.secret === true ? "its value" : `"${value}"`;
  if (expected !== undefined) throw new InvalidSetting(`${name} must be ${expected}, but ${shown} is not`);
  return value;
}

function telegramIn(text: Text): Config["telegram"] {
  const [token, apiRoot] = [text("TELEGRAM_TOKEN"), withoutSlash(text("TELEGRAM_API_ROOT"))];
  return token === undefined || apiRoot === undefined ? undefined : { token, apiRoot };
}

function modeOf(value: string | undefined): Mode {
  return value === "regtest" || value === "signet" || value === "mainnet" ? value : "sandbox";
}

/** Where letters go out; undefined when no server is named. */
function mailServer(text: Text): MailSettings | undefined {
  const named = namedServer(text);
  if (named === undefined) return undefined;
  const isPlain = text("SMTP_PLAIN") === "1";
  if (isPlain && (named.login !== undefined || named.isTls))
    throw new InvalidSetting("SMTP_PLAIN=1 is for a relay without TLS and login: a login would travel for all to read");
  const { host, port, login } = named;
  const security = isPlain ? "none" : named.isTls ? "tls" : "starttls";
  return { host, port, login, security, from: senderIn(text("SMTP_FROM")), certificate: text("SMTP_CERT") };
}

type NamedServer = Pick<MailSettings, "host" | "port" | "login"> & { isTls: boolean };

function namedServer(text: Text): NamedServer | undefined {
  const [url, host] = [text("SMTP_URL"), text("SMTP_HOST")];
  if (url !== undefined && host !== undefined)
    throw new InvalidSetting("SMTP_URL and SMTP_HOST are both set: remove one of them");
  if (url !== undefined) return serverIn(new URL(url));
  if (host === undefined) return undefined;
  const port = Number(text("SMTP_PORT") ?? "587");
  return { host, port, login: loginOf(text("SMTP_USER"), text("SMTP_PASSWORD")), isTls: port === 465 };
}

function serverIn(url: URL): NamedServer {
  const isTls = url.protocol === "smtps:" || url.port === "465";
  if ((url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "")
    throw new InvalidSetting("SMTP_URL must be an address such as smtp://user:password@host:587");
  const port = url.port === "" ? (isTls ? 465 : 587) : Number(url.port);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return { host: url.hostname, port, login: loginOf(user, password), isTls };
}

function loginOf(user = "", password = ""): MailSettings["login"] {
  if (user === "" && password === "") return undefined;
  if (user === "" || password === "") throw new InvalidSetting("the mail server's login needs a user and a password");
  return { user, password };
}

function outgoing(text: Text): Config["outgoing"] {
  const pairs = (name: "TOR_SOCKS" | "OUTGOING_ALLOW") => (text(name) ?? "").split(",").filter((each) => each !== "");
  const [tor, second] = pairs("TOR_SOCKS");
  if (second !== undefined) throw new InvalidSetting("TOR_SOCKS must be one pair such as 127.0.0.1:9050");
  const allowed = pairs("OUTGOING_ALLOW");
  if (tor === undefined) return { allowed, torSocks: undefined };
  const at = tor.lastIndexOf(":");
  const host = tor.slice(0, at).replaceAll(/[[\]]/g, "");
  return { allowed, torSocks: { host, port: Number(tor.slice(at + 1)) } };
}

function bitcoind(text: Text): Config["bitcoind"] {
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

function google(mode: Mode, text: Text): Config["google"] {
  const [clientId, clientSecret] = [text("GOOGLE_CLIENT_ID"), text("GOOGLE_CLIENT_SECRET")];
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined)
    throw new InvalidSetting("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET belong together: set the other one, too");
  const issuer = withoutSlash(text("GOOGLE_ISSUER")) ?? table.GOOGLE_ISSUER.fallback;
  if (!issuer.startsWith("https://") && mode !== "sandbox" && mode !== "regtest")
    throw new InvalidSetting(`GOOGLE_ISSUER must be an https address in ${mode} mode`);
  return { clientId, clientSecret, issuer };
}

const SENDER = /^(?:"?(?<name>[^"<>]*?)"?\s*<(?<address>[^<>]+)>|(?<bare>[^<>]+))$/;

function senderIn(value = ""): MailSettings["from"] {
  const { name = "", address, bare = "" } = SENDER.exec(value.trim())?.groups ?? {};
  const read = readMailAddress(address ?? bare);
  if (read === undefined || /\p{C}/u.test(name))
    throw new InvalidSetting(`SMTP_FROM is needed with a mail server: ${table.SMTP_FROM.doc}`);
  return { name, address: read };
}

function lnd(mode: Mode, text: (name: SettingName) => string | undefined): Config["lnd"] {
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
