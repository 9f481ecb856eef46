import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

/** Names of values that give access to money or people. */
const SECRET_NAMES = [
  "macaroon",
  "preimage",
  "paymentSecret",
  "token",
  "sessionToken",
  "key",
  "orderKey",
  "idempotencyKey",
  "secret",
  "secretKey",
  "password",
  "pin",
  "cookie",
  "setCookie",
  "authorization",
  "databaseUrl",
];

/** The same however it is written: `orderKey`, `order_key`, `Order-Key`. */
const plain = (name: string) => name.replaceAll(/[-_]/g, "").toLowerCase();
const secretNames = new Set(SECRET_NAMES.map(plain));

const CENSORED = "[secret]";

/** What is nested deeper than any of our own log lines is not written at all. */
const MAX_DEPTH = 4;

/** Hashes, preimages and macaroons (hex), keys, session and sign-in tokens (base64url) are at least this long. */
const SECRET_LIKE = /[0-9a-f]{64,}|[\w-]{43,}/gi;
const SHOWN = 8;

/**
 * The hub's log: one JSON line for each event, to standard output unless told otherwise. Secrets are
 * left out by name, and cut short wherever an error's text carries something that looks like one.
 */
export function createLog({ level }: { level: string }, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => withoutSecretFields(fields, 1),
    },
    // What a child logger is given passes through no formatter, only through these.
    serializers: {
      err: errorWithoutSecrets,
      ...Object.fromEntries(SECRET_NAMES.map((name) => [name, () => CENSORED])),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** pino's own redaction takes 35 µs a line; most lines are flat and hold nothing to hide, and this sees that in one. */
function withoutSecretFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [name, shown(name, value, depth)]);
  return Object.fromEntries(entries);
}

function shown(name: string, value: unknown, depth: number): unknown {
  if (secretNames.has(plain(name))) return CENSORED;
  if (typeof value !== "object" || value === null || value instanceof Error) return value;
  if (depth >= MAX_DEPTH || ArrayBuffer.isView(value)) return "[not shown]";
  if (Array.isArray(value)) return value.map((item: unknown) => shown("", item, depth + 1));
  return withoutSecretFields({ ...value }, depth + 1);
}

function errorWithoutSecrets(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? withoutSecrets(error) : error;
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...("code" in error && { code: error.code }),
    stack: withoutSecrets(error.stack ?? ""),
    ...(error.cause !== undefined && { cause: errorWithoutSecrets(error.cause) }),
  };
}

/** Cuts what looks like a secret down to its first symbols, enough to compare it with a hash one already knows. */
function withoutSecrets(text: string): string {
  return text.replaceAll(SECRET_LIKE, (match) => `${match.slice(0, SHOWN)}…`);
}
