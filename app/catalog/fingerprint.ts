import { sha256Hex } from "../domain/hash.ts";

const LENGTH = 32;

/**
 * A name for exactly this content, for ETags: taken from the result itself, so it changes with whatever
 * the reader would see change, be it a text, stock that an order claimed, a stall's title or a rate.
 */
export function fingerprint(content: unknown): string {
  const text = JSON.stringify(content, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  return sha256Hex(text).slice(0, LENGTH);
}
