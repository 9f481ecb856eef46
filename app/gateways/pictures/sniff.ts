/** The formats taken, by the names that the decoder gives them (AVIF is HEIF with AV1 inside). */
export type SourceFormat = "png" | "jpeg" | "webp" | "heif";

/** What the first bytes say that the file is; its name and declared type are never asked. */
export function sniff(source: Uint8Array): SourceFormat | undefined {
  if (startsWith(source, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (startsWith(source, 0, [0xff, 0xd8, 0xff])) return "jpeg";
  if (ascii(source, 0, 4) === "RIFF" && ascii(source, 8, 12) === "WEBP") return "webp";
  return isStillAvif(source) ? "heif" : undefined;
}

/** ISO BMFF: the `ftyp` box names `avif` as its brand or among the compatible ones; `avis` is a film. */
function isStillAvif(source: Uint8Array): boolean {
  if (ascii(source, 4, 8) !== "ftyp" || ascii(source, 8, 12) === "avis") return false;
  const boxEnd = Math.min(Buffer.from(source.subarray(0, 4)).readUInt32BE(), 64);
  for (let at = 8; at + 4 <= boxEnd; at += 4) if (ascii(source, at, at + 4) === "avif") return true;
  return false;
}

function startsWith(source: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => source[at + index] === byte);
}

function ascii(source: Uint8Array, from: number, to: number): string {
  return Buffer.from(source.subarray(from, to)).toString("latin1");
}
