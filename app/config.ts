import { readFileSync } from "node:fs";
import type { DoorKind } from "./domain/door.ts";

export type Mode = "sandbox" | "regtest" | "signet" | "mainnet";

type Kind = "text" | "doors" | "port" | "url" | "mode" | "duration" | "count" | "flag";

type Setting = {
  kind: Kind;
  /** Undefined means: must be given (`required`) or may be left out. */
  fallback?: string;
  requiredUnless?: Mode;
  secret?: boolean;
  doc: string;
};

/** Every setting of the hub: its type, default and meaning. Anything may be given as `NAME_FILE` instead. */
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
  DATABASE_URL: { kind: "url", secret: true, doc: "postgres://… to use PostgreSQL; SQLite in DATA_DIR when left out." },
  SECRET_KEY: {
    kind: "text",
    secret: true,
    doc: "At least 32 characters; order keys are derived from it. Made in DATA_DIR when left out.",
  },
  LND_SOCKET: {
    kind: "text",
    fallback: "localhost:10009",
    doc: "LND's gRPC address. Use a host name that its certificate names.",
  },
  LND_CERT: { kind: "text", requiredUnless: "sandbox", doc: "LND's tls.cert (set LND_CERT_FILE to its path)." },
  LND_MACAROON_DIR: {
    kind: "text",
    requiredUnless: "sandbox",
    doc: "Folder with the narrow macaroons that `satoshop lnd-setup` made.",
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
  lnd: { socket: string; certificate: string; macaroonDir: string } | undefined;
  invoiceMinutes: number;
  rateLimitFactor: number;
  logLevel: string;
  demo: boolean;
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

/** A setting that is missing or cannot be understood; the message names it and says what to do. */
export class InvalidSetting extends Error {
  override readonly name = "InvalidSetting";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from an environment; `process.env` is only ever passed in here. */
export function readConfig(environment: Environment = process.env): Config {
  const text = (name: SettingName) => checked(name, read(name, environment));
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
    secretKey: secretKey(text("SECRET_KEY")),
    lnd: mode === "sandbox" ? undefined : lnd(mode, text),
    invoiceMinutes: Number(text("INVOICE_MINUTES")),
    rateLimitFactor: Number(text("RATE_LIMIT_FACTOR")),
    logLevel: text("LOG_LEVEL") ?? "info",
    demo: text("DEMO") === "1",
  };
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
    "Settings are environment variables; each may be given as NAME_FILE, the path of a file that holds it.",
    "",
    ...lines,
    "",
  ].join("\n");
}

function read(name: SettingName, environment: Environment): string | undefined {
  const file = environment[`${name}_FILE`];
  const direct = environment[name];
  if (file !== undefined && direct !== undefined) {
    throw new InvalidSetting(`${name} and ${name}_FILE are both set: remove one of them`);
  }
  const setting: Setting = table[name];
  if (file !== undefined && file !== "") return readSecretFile(name, file);
  return direct === undefined || direct === "" ? setting.fallback : direct;
}

function readSecretFile(name: SettingName, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new InvalidSetting(`${name}_FILE names a file that cannot be read: ${file}`, { cause: error });
  }
}

const checks: Record<Kind, (value: string) => string | undefined> = {
  doors: (value) => (/^(?:(?:lan|public|onion)(?:,|$))*$/.test(value) ? undefined : "a list of lan, public and onion"),
  text: () => undefined,
  mode: (value) =>
    ["sandbox", "regtest", "signet", "mainnet"].includes(value)
      ? undefined
      : "one of sandbox, regtest, signet, mainnet",
  port: (value) => (/^\d{1,5}$/.test(value) && Number(value) < 65_536 ? undefined : "a port between 0 and 65535"),
  url: (value) => (URL.canParse(value) ? undefined : "an address such as http://shop.lan:3000"),
  duration: (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440 ? undefined : "minutes between 1 and 1440",
  count: (value) => (/^[1-9]\d{0,6}$/.test(value) ? undefined : "a whole number from 1 to 9999999"),
  flag: (value) => (value === "0" || value === "1" ? undefined : "0 or 1"),
};

function checked(name: SettingName, value: string | undefined): string | undefined {
  const setting: Setting = table[name];
  if (value === undefined) return undefined;
  const expected = checks[setting.kind](value);
  const shown = setting.secret === true ? "its value" : `"${value}"`;
  if (expected !== undefined) throw new InvalidSetting(`${name} must be ${expected}, but ${shown} is not`);
  return value;
}

function modeOf(value: string | undefined): Mode {
  return value === "regtest" || value === "signet" || value === "mainnet" ? value : "sandbox";
}

function lnd(mode: Mode, text: (name: SettingName) => string | undefined): Config["lnd"] {
  const needed = (name: SettingName) => {
    const value = text(name);
    if (value === undefined) throw new InvalidSetting(`${name} is needed in ${mode} mode: ${table[name].doc}`);
    return value;
  };
  return { socket: needed("LND_SOCKET"), certificate: needed("LND_CERT"), macaroonDir: needed("LND_MACAROON_DIR") };
}

function secretKey(value: string | undefined): string | undefined {
  if (value !== undefined && value.length < 32) throw new InvalidSetting("SECRET_KEY must have at least 32 characters");
  return value;
}
