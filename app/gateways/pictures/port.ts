import type { Refused } from "../../domain/refusal.ts";

export type PictureFile = { width: number; bytes: Uint8Array };

/** A picture ready to be served: WebP files of rising widths, without metadata, upright, in sRGB. */
export type ReadPicture = {
  /** SHA-256 of the source, as 64 lower-case hex digits: the same upload is the same picture. */
  id: string;
  /** Size of the widest file, in pixels. */
  width: number;
  height: number;
  files: readonly PictureFile[];
};

export type PicturePort = {
  /**
   * Takes what somebody uploaded and re-encodes it, so that nothing of the source's bytes is served.
   * Refuses everything but a whole PNG, JPEG, WebP or AVIF within the limits.
   */
  read(source: Uint8Array): Promise<ReadPicture | Refused<"picture-refused">>;
  /** Turns one of the program's own SVG drawings into a picture. Never given anything from outside. */
  draw(svg: Uint8Array): Promise<ReadPicture>;
};
