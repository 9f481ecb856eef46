import { derivedKey } from "../../domain/hash.ts";

/**
 * What the code on the screen carries: 256 bits made from the hub's secret and the link's own randomness, so that the
 * screen can show it again although only its hash is stored.
 */
export function phoneToken(secretKey: string, linkId: string): string {
  return derivedKey(secretKey, "phone-link", linkId);
}
