import { sha256Hex } from "../../../app/domain/hash.ts";
import { refuse } from "../../../app/domain/refusal.ts";
import type { PicturePort, ReadPicture } from "../../../app/gateways/pictures/port.ts";

/** Takes everything that begins with "picture" for a picture of 640 × 480; the real decoder has tests of its own. */
export const onePixel: PicturePort = {
  read: async (source) =>
    Buffer.from(source).toString().startsWith("picture") ? picture(source) : refuse("picture-refused"),
  draw: async (svg) => picture(svg),
};

function picture(source: Uint8Array): ReadPicture {
  const files = [320, 640].map((width) => ({ width, bytes: new Uint8Array([1]) }));
  return { id: sha256Hex(source), width: 640, height: 480, files };
}
