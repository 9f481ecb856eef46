import { BASE32, base32, foldBase32, toBigInt } from "../../domain/base32.ts";
import { derivedKey, sha256Hex } from "../../domain/hash.ts";
import { digitsOf } from "../mail/secrets.ts";

/**
 * 60 bits, for a link, a QR code or typing by hand. Made from the request's id as the secrets of letters are, so that
 * a page can show it again and the database holds nothing that does anything.
 */
export function chatCodeOf(secretKey: string, requestId: string): string {
  const code = base32(numberOf(secretKey, "chat-code", requestId), SYMBOLS);
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

const SYMBOLS = 12;

/** 60 bits could be found from a bare hash; without the secret key this one says nothing. */
export function hashChatCode(secretKey: string, code: string): string {
  return sha256Hex(derivedKey(secretKey, "chat-code-hash", foldBase32(code)));
}

const CODE = new RegExp(`^[${BASE32}]{${SYMBOLS}}$`);

/** The code in what somebody wrote: alone, or after the `/start` that a link puts before it. */
export function readChatCode(text: string): string | undefined {
  const code = foldBase32(text.trim().replace(/^\/start(?:@\w+)?(?:\s|$)/, ""));
  return CODE.test(code) ? code : undefined;
}

/** The number on the screen among two others, the smallest first. Which one is right, only the screen shows. */
export function choicesOf(secretKey: string, requestId: string): string[] {
  const chosen = new Set([digitsOf(secretKey, requestId)]);
  const number = numberOf(secretKey, "chat-choices", requestId);
  for (let shift = 0n; chosen.size < CHOICES; shift += 16n)
    chosen.add((10n + (((number >> shift) & 0xffffn) % 90n)).toString());
  return [...chosen].toSorted();
}

const CHOICES = 3;

function numberOf(secretKey: string, purpose: string, requestId: string): bigint {
  return toBigInt(Buffer.from(derivedKey(secretKey, purpose, requestId), "base64url"));
}
