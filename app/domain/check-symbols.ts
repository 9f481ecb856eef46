import { base32 } from "./base32.ts";
import { sha256Hex } from "./hash.ts";

/** What stands behind a code that is typed by hand, so that a slip of the pen is seen before anybody is asked. */
export function checkSymbols(secret: string, symbols: number): string {
  return base32(BigInt(`0x${sha256Hex(secret)}`) >> (256n - BigInt(symbols) * 5n), symbols);
}
