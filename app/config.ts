import type { Environment } from "./secrets/find-value.ts";
import { checked } from "./settings/check-value.ts";
import { doorsOf } from "./settings/doors.ts";
import type { DoorSettings } from "./settings/doors.ts";
import { mailServer } from "./settings/mail-server.ts";
import type { MailSettings } from "./settings/mail-server.ts";
import { bitcoindIn, googleIn, lndIn, mintRpcIn, outgoingIn, telegramIn } from "./settings/neighbours.ts";
import type {
  BitcoindSettings,
  GoogleSettings,
  LndSettings,
  MintRpcSettings,
  OutgoingSettings,
  TelegramSettings,
} from "./settings/neighbours.ts";
import { exposedIn, find, placesFrom } from "./settings/places.ts";
import { supervisionIn } from "./settings/supervision.ts";
import type { Supervision } from "./settings/supervision.ts";
import { table } from "./settings/table.ts";
import type { Mode, Setting, SettingName } from "./settings/table.ts";
import { withoutSlash } from "./settings/text.ts";

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
  /** With which the first owner comes in, besides the link at the terminal. */
  claimCode: string | undefined;
  lnd: LndSettings | undefined;
  bitcoind: BitcoindSettings | undefined;
  /** The hub's own mint; in sandbox mode there is one in this process. */
  mintUrl: string | undefined;
  mintRpc: MintRpcSettings;
  mail: MailSettings | undefined;
  telegram: TelegramSettings;
  google: GoogleSettings;
  outgoing: OutgoingSettings;
  invoiceMinutes: number;
  /** Whether refunds and payouts are sent, and not only written down. */
  isSending: boolean;
  rateLimitFactor: number;
  logLevel: string;
  /** Where the metrics program leaves word of the machine. */
  hostReport: string | undefined;
  demo: boolean;
  /** Whether the owner's link is printed at the start. */
  showsOwnerLink: boolean;
  supervision: Supervision | undefined;
  /** Secrets that a hub with real money was given in plain environment variables. */
  exposed: readonly SettingName[];
};

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
    claimCode: text("CLAIM_CODE"),
    lnd: mode === "sandbox" ? undefined : lndIn(mode, text),
    bitcoind: mode === "sandbox" ? undefined : bitcoindIn(text),
    mintUrl: mode === "sandbox" ? undefined : withoutSlash(text("MINT_URL")),
    mintRpc: mode === "sandbox" ? undefined : mintRpcIn(text),
    mail: mailServer(text),
    telegram: telegramIn(text),
    google: googleIn(mode, text),
    outgoing: outgoingIn(text),
    invoiceMinutes: Number(text("INVOICE_MINUTES")),
    isSending: mode === "sandbox" || text("SENDING") === "1",
    rateLimitFactor: Number(text("RATE_LIMIT_FACTOR")),
    logLevel: text("LOG_LEVEL") ?? "info",
    hostReport: text("HOST_REPORT"),
    demo: text("DEMO") === "1",
    showsOwnerLink: text("GREETING") === "1",
    supervision: supervisionIn(environment),
    exposed: mode === "signet" || mode === "mainnet" ? exposedIn(places) : [],
  };
}

function fallbackOf(name: SettingName): string | undefined {
  const setting: Setting = table[name];
  return setting.fallback;
}

function modeOf(value: string | undefined): Mode {
  return value === "regtest" || value === "signet" || value === "mainnet" ? value : "sandbox";
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
