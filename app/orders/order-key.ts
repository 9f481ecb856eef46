import { derivedKey, sameDigest, sha256Hex } from "../domain/hash.ts";

/**
 * The key in the buyer's link: whoever has it may see and act on the order. Derived from the hub's
 * secret, so that a repeated request gets the same link although only the key's hash is stored.
 */
export function orderKey(secretKey: string, orderId: string): string {
  return derivedKey(secretKey, "order-key", orderId);
}

export function hashOrderKey(key: string): string {
  return sha256Hex(key);
}

/** True when `key` opens the order whose stored hash is given. */
export function opensOrder(key: string, keyHash: string): boolean {
  return sameDigest(hashOrderKey(key), keyHash);
}
