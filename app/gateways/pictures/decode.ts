import sharp from "sharp";
import type { Sharp, SharpOptions } from "sharp";
import { sha256Hex } from "../../domain/hash.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { DRAWING_WIDTHS, MAX_AVIF_PIXELS, MAX_BYTES, MAX_PIXELS, WIDTHS, isWithinLimits, widthsFor } from "./limits.ts";
import type { ReadPicture } from "./port.ts";
import { sniff } from "./sniff.ts";
import type { SourceFormat } from "./sniff.ts";

sharp.cache(false);
sharp.concurrency(1);

/** `error` refuses what is cut off or broken, and lets pass what cameras merely do oddly. */
const decoding: SharpOptions = { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true };

/** How hard the encoder tries, up to 6: an upload is read once and fetched often. */
const UPLOAD_EFFORT = 4;
/** All drawings are made while somebody waits for the first start: half the time for a tenth more bytes. */
const DRAWING_EFFORT = 2;

/** Reads an upload with libvips. What cannot be decoded whole is a refusal: from outside, that is no bug. */
export async function readPicture(source: Uint8Array): Promise<ReadPicture | Refused<"picture-refused">> {
  const format = source.length <= MAX_BYTES ? sniff(source) : undefined;
  if (format === undefined) return refuse("picture-refused");
  try {
    if (!(await isAcceptable(source, format))) return refuse("picture-refused");
    return await render(source, sharp(source, decoding), WIDTHS, UPLOAD_EFFORT);
  } catch {
    return refuse("picture-refused");
  }
}

/** Renders one of the program's own drawings. They are opaque, and without an empty layer each file costs less. */
export function drawPicture(svg: Uint8Array): Promise<ReadPicture> {
  return render(svg, sharp(svg).removeAlpha(), DRAWING_WIDTHS, DRAWING_EFFORT);
}

/** Reads the header only, so that a small file that claims to be huge costs nothing. */
async function isAcceptable(source: Uint8Array, format: SourceFormat): Promise<boolean> {
  const header = await sharp(source, decoding).metadata();
  const isWhatItSays = header.format === format && (format !== "heif" || header.compression === "av1");
  return isWhatItSays && isWithinLimits(header.width, header.height, format === "heif" ? MAX_AVIF_PIXELS : MAX_PIXELS);
}

async function render(
  source: Uint8Array,
  image: Sharp,
  wanted: readonly number[],
  effort: number,
): Promise<ReadPicture> {
  const { data, raw } = await decodeOnce(image, wanted.at(-1));
  const files = await Promise.all(
    widthsFor(raw.width, wanted).map(async (width) => {
      const file = sharp(data, { raw }).resize({ width }).webp({ quality: 80, effort });
      return { width, bytes: new Uint8Array(await file.toBuffer()) };
    }),
  );
  return { id: sha256Hex(source), width: raw.width, height: raw.height, files };
}

/** Bare pixels, upright and in sRGB: whatever else the source said about itself ends here. */
async function decodeOnce(image: Sharp, width: number | undefined) {
  const sized = image.resize({ width, withoutEnlargement: true }).toColourspace("srgb");
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}
