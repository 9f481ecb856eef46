import { BASE32, base32, toBigInt } from "./base32.ts";
import { unixMs } from "./time.ts";
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
  | "jrn"
  | "out"
  | "att"
  | "otx"
  | "wdr"
  | "vch"
  | "vcb"
  | "evt"
  | "job"
  | "per"
  | "inv"
  | "req"
  | "ses"
  | "sho"
  | "sgn"
  | "ntc"
  | "chl"
  | "crd"
  | "bks"
  | "phl"
  | "key"
  | "whk"
  | "rcn"
  | "fnd"
  | "eop"
  | "tok"
  | "ofl"
  | "rst";

const TIME_SYMBOLS = 10;
const RANDOM_BYTES = 10;

/**
 * A prefixed id that sorts by creation time: 48 bits of time, 80 bits of randomness
 * (`ord_01k9…`). Ids are names, not secrets; keys are made by `newSecret`.
 */
export function newId(prefix: IdPrefix, now: UnixMs, random: Random): string {
  return `${prefix}_${base32(BigInt(now), TIME_SYMBOLS)}${base32(toBigInt(random(RANDOM_BYTES)), 16)}`;
}

/** Not an id, but what every id made before that moment sorts before, and every other after. */
export function firstIdAt(prefix: IdPrefix, at: UnixMs): string {
  return `${prefix}_${base32(BigInt(at), TIME_SYMBOLS)}`;
}

/** When an id was made, as its first symbols say. */
export function timeInId(id: string): UnixMs {
  const symbols = id.slice(id.indexOf("_") + 1).slice(0, TIME_SYMBOLS);
  return unixMs([...symbols].reduce((sum, symbol) => (sum << 5n) | BigInt(BASE32.indexOf(symbol)), 0n));
}

/** 256 bits as base64url: order keys, sign-in links, sessions. Only its SHA-256 is ever stored. */
export function newSecret(random: Random): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** True for text shaped like an id of that kind; says nothing about whether it exists. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return new RegExp(`^${prefix}_[${BASE32}]{26}$`).test(text);
}
