import { bech32 } from "@scure/base";

/** An address as wallets scan it, in upper case: as a QR code that is the smaller form (LUD-01). */
export function encodeLnurl(address: string): string {
  // BIP 173 ends at 90 characters; LNURLs are longer.
  return bech32.encode("lnurl", bech32.toWords(Buffer.from(address)), false).toUpperCase();
}
