export type Mode = "sandbox" | "regtest" | "signet" | "mainnet";

export type Kind =
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

export type Setting = {
  kind: Kind;
  /** Undefined means: must be given (`required`) or may be left out. */
  fallback?: string;
  requiredUnless?: Mode;
  secret?: boolean;
  doc: string;
};

/** Every setting of the hub: its type, default and meaning. `configHelp` tells in which places each may stand. */
export const table = {
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
  ADMIN_ONION_PORT: {
    kind: "port",
    doc: "TCP port for Tor to hand the owner to, with the desk behind it; left out, there is none.",
  },
  ADMIN_ONION_ORIGIN: { kind: "url", doc: "The onion address of the owner's desk, another than the shop's." },
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
  CLAIM_CODE: {
    kind: "key",
    secret: true,
    doc: "At least 32 characters with which the owner comes in while there is none, for installations that show a code.",
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
  MINT_URL: {
    kind: "url",
    doc: "The Cashu mint on this node, such as http://127.0.0.1:8085: its e-cash is then taken and given.",
  },
  MINT_RPC: {
    kind: "receivers",
    doc: "The management interface of that mint (cdk-mintd), such as 127.0.0.1:8086: the hub then watches what it owes, and can turn its keys.",
  },
  MINT_RPC_TLS_DIR: {
    kind: "text",
    doc: "Folder with ca.pem, client.pem and client.key for it; left out, it is asked in the clear, on this machine only.",
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
  HOST_REPORT: {
    kind: "text",
    doc: "The file that the metrics program writes, such as /run/satoshop-metrics/host.json; left out, the hub knows nothing of the machine.",
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
  GREETING: {
    kind: "flag",
    fallback: "1",
    doc: "0 keeps the owner's sign-in link off the terminal, where a journal or a log would keep it: see `satoshop login-link`.",
  },
  DEMO: { kind: "flag", fallback: "1", doc: "1 fills an empty sandbox or regtest hub with demo stalls, 0 does not." },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof table;

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

export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(table, name);
}
