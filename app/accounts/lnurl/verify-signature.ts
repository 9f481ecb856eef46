const K1 = /^[0-9a-f]{64}$/i;
const KEY = /^0[23][0-9a-f]{64}$/i;
/** DER: two numbers of at most 33 bytes each. */
const SIGNATURE = /^30[0-9a-f]{14,142}$/i;

/** All three as hex digits. */
export type WalletAnswer = { k1: string; sig: string; key: string };

export function isWellFormed({ k1, sig, key }: WalletAnswer): boolean {
  return K1.test(k1) && KEY.test(key) && SIGNATURE.test(sig);
}

/**
 * Whether a wallet signed k1 with its key (LUD-04): ECDSA over the 32 bytes themselves, which are not hashed again.
 * Some wallets do not lower S, so a second signature can be made of each: it never serves as an id.
 */
export async function isSigned({ k1, sig, key }: WalletAnswer): Promise<boolean> {
  const { secp256k1 } = await import("@noble/curves/secp256k1.js");
  try {
    return secp256k1.verify(bytesOf(sig), bytesOf(k1), bytesOf(key), { format: "der", prehash: false, lowS: false });
  } catch {
    return false;
  }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
