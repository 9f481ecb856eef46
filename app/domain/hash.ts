import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** SHA-256 as 64 lower-case hex digits; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** HMAC-SHA-256 as base64url. `purpose` keeps keys made for one thing from being valid for another. */
export function derivedKey(secret: string, purpose: string, name: string): string {
  return createHmac("sha256", secret).update(`${purpose}\0${name}`).digest("base64url");
}

/** Compares two hex digests in constant time. */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
