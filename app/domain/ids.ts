import type { UnixMs } from "./time.ts";

/** Where unpredictable bytes come from; only the composition root and tests make one. */
export type Random = (bytes: number) => Uint8Array;

/** What an id names; the prefix makes a pasted id readable and a mix-up of two kinds visible. */
export type IdPrefix =
  | "stl"
  | "prd"
  | "var"
  | "pic"
  | "ord"
  | "lin"
  | "chg"
  | "pay"
  | "pst"
  | "evt"
  | "job"
  | "per"
  | "inv"
  | "req"
  | "ses"
  | "sgn"
  | "chl"
  | "crd"
  | "bks"
  | "key";

/** Crockford's base32 in lower case: no i, l, o, u to misread. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_SYMBOLS = 10;
const RANDOM_BYTES = 10;

/**
 * A prefixed id that sorts by creation time: 48 bits of time, 80 bits of randomness
 * (`ord_01k9…`). Ids are names, not secrets; keys are made by `newSecret`.
 */
export function newId(prefix: IdPrefix, now: UnixMs, random: Random): string {
  return `${prefix}_${base32(BigInt(now), TIME_SYMBOLS)}${base32(toBigInt(random(RANDOM_BYTES)), 16)}`;
}

/** 256 bits as base64url: order keys, sign-in links, sessions. Only its SHA-256 is ever stored. */
export function newSecret(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** True for text shaped like an id of that kind; says nothing about whether it exists. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return new RegExp(`^${prefix}_[${ALPHABET}]{26}$`).test(text);
}

function base32(value: bigint, symbols: number): string {
  let text = "";
  for (let shift = BigInt(symbols - 1) * 5n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((value >> shift) & 31n)];
  return text;
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
