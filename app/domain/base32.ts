/** Crockford's base32 in lower case: no i, l, o, u to misread. */
export const BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

/** The number's lowest `symbols` times five bits, the highest first. */
export function base32(value: bigint, symbols: number): string {
  let text = "";
  for (let shift = BigInt(symbols - 1) * 5n; shift >= 0n; shift -= 5n) text += BASE32[Number((value >> shift) & 31n)];
  return text;
}

/** What somebody meant who copied such text by hand: in either case, in groups, with O for 0 and I or L for 1. */
export function foldBase32(typed: string): string {
  return typed
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{Dash}]/gu, "")
    .replaceAll("o", "0")
    .replaceAll(/[il]/g, "1");
}

export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
