import type { Sharp, SharpOptions } from "sharp";
import { sha256Hex } from "../../domain/hash.ts";
import { refuse } from "../../domain/refusal.ts";
import { DRAWING_WIDTHS, MAX_AVIF_PIXELS, MAX_BYTES, MAX_PIXELS, WIDTHS, isWithinLimits, widthsFor } from "./limits.ts";
import type { PicturePort, ReadPicture } from "./port.ts";
import { sniff } from "./sniff.ts";
import type { SourceFormat } from "./sniff.ts";

type Decoder = (source: Uint8Array, options: SharpOptions) => Sharp;

/** Pixels as decoded once, upright, in sRGB and with nothing else about them. */
type Pixels = { data: Buffer; raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 } };

const decoding: SharpOptions = { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true };

/** Reads pictures with libvips, one at a time: a decoded picture may take as much memory as the whole hub. */
export function sharpPictures(): PicturePort {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: (decode: Decoder) => Promise<Result>): Promise<Result> => {
    const turn = last.then(async () => work(await loadDecoder()));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    read: async (source) => {
      const format = source.length <= MAX_BYTES ? sniff(source) : undefined;
      const picture = format && (await inTurn((decode) => readUpload(decode, source, format)));
      return picture ?? refuse("picture-refused");
    },
    draw: (svg) => inTurn((decode) => render(decode, svg, decode(svg, {}), DRAWING_WIDTHS)),
  };
}

/** Loaded at the first picture: it costs 23 MB of memory that most starts never need. */
async function loadDecoder(): Promise<Decoder> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** Undefined for everything that libvips cannot decode whole: from outside, that is a refusal and no bug. */
async function readUpload(decode: Decoder, source: Uint8Array, format: SourceFormat): Promise<ReadPicture | undefined> {
  try {
    const header = await decode(source, decoding).metadata();
    const isWhatItSays = header.format === format && (format !== "heif" || header.compression === "av1");
    const maxPixels = format === "heif" ? MAX_AVIF_PIXELS : MAX_PIXELS;
    if (!isWhatItSays || !isWithinLimits(header.width, header.height, maxPixels)) return undefined;
    return await render(decode, source, decode(source, decoding), WIDTHS);
  } catch {
    return undefined;
  }
}

async function render(decode: Decoder, source: Uint8Array, image: Sharp, wanted: readonly number[]): Promise<ReadPicture> {
  const pixels = await decodeOnce(image, wanted.at(-1));
  const files = [];
  for (const width of widthsFor(pixels.raw.width, wanted)) {
    const file = decode(pixels.data, { raw: pixels.raw }).resize({ width }).webp({ quality: 80 });
    files.push({ width, bytes: new Uint8Array(await file.toBuffer()) });
  }
  return { id: sha256Hex(source), width: pixels.raw.width, height: pixels.raw.height, files };
}

async function decodeOnce(image: Sharp, width: number | undefined): Promise<Pixels> {
  const sized = image.resize({ width, withoutEnlargement: true }).toColourspace("srgb");
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}
