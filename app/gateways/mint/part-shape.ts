import bytewords from "@ngraveio/bc-ur/dist/bytewords.js";

/** CBOR's integers and byte strings (RFC 8949) as hex, as long as parts of a token can have them. */
const INTEGER = "(?:0.|1[0-7]|18..|19.{4}|1a.{8})";
const BYTES = "(?:4.|5[0-7]|58..|59.{4})";

/** Number, count, length, checksum and piece of the text (BCR-2024-001). */
const PART = new RegExp(`^85${INTEGER}{4}${BYTES}`);
const WHOLE = new RegExp(`^${BYTES}`);

/**
 * Whether the letters are a list of these five, or a byte string. The library would go through any other CBOR, and fill
 * the memory with a list of which nine bytes say that it is endless. Throws at letters that are none.
 */
export function isPartShaped(letters: string): boolean {
  return PART.test(bytewords.default.decode(letters, bytewords.default.STYLES.MINIMAL));
}

export function isByteString(cbor: Buffer): boolean {
  return WHOLE.test(cbor.subarray(0, 3).toString("hex"));
}
