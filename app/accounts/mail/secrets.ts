import { BASE32, base32, foldBase32, toBigInt } from "../../domain/base32.ts";
import { derivedKey, sha256Hex } from "../../domain/hash.ts";

/**
 * A request's link, code and digits are made from its id with the hub's secret key, each for its own purpose. So the
 * job that writes the letter needs the id alone, a letter that is sent again says the same, and neither the
 * database, its backups nor the list of jobs holds anything that lets somebody in. Sealing them into the row would
 * need a key beside the database just as well, and a way to open it.
 */
export function tokenOf(secretKey: string, requestId: string): string {
  return derivedKey(secretKey, "mail-link", requestId);
}

const CODE_SYMBOLS = 8;

/** 40 bits to type by hand, in capitals. */
export function codeOf(secretKey: string, requestId: string): string {
  return base32(numberOf(secretKey, "mail-code", requestId), CODE_SYMBOLS).toUpperCase();
}

/** `10` to `99`. */
export function digitsOf(secretKey: string, requestId: string): string {
  return (10n + (numberOf(secretKey, "mail-digits", requestId) % 90n)).toString();
}

/** 40 bits could be found from a bare hash; without the secret key this one says nothing. */
export function hashCode(secretKey: string, requestId: string, code: string): string {
  return sha256Hex(derivedKey(secretKey, "mail-code-hash", `${requestId} ${code}`));
}

const CODE = new RegExp(`^[${BASE32}]{${CODE_SYMBOLS}}$`);

/** The code in what was typed; undefined when it is none. */
export function readCode(typed: string): string | undefined {
  const code = foldBase32(typed);
  return CODE.test(code) ? code.toUpperCase() : undefined;
}

function numberOf(secretKey: string, purpose: string, requestId: string): bigint {
  return toBigInt(Buffer.from(derivedKey(secretKey, purpose, requestId), "base64url"));
}
