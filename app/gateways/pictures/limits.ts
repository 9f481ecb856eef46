export const MAX_BYTES = 10_000_000;
export const MAX_PIXELS = 40_000_000;
/** The AV1 decoder holds the whole picture several times over, 20 bytes a pixel; the others read it in strips. */
export const MAX_AVIF_PIXELS = 12_000_000;
const MAX_SIDE_PIXELS = 8_000;

/** Widths that are served; a narrower source is kept at its own width instead of being enlarged. */
export const WIDTHS: readonly number[] = [320, 640, 1_280];

/**
 * Widths of the program's own drawings, as far as a drawing's SVG says that it is that wide: 1120 is a page's whole width
 * or half of it in twice as many pixels, 2240 the whole width in twice as many.
 */
export const DRAWING_WIDTHS: readonly number[] = [320, 640, 1_120, 2_240];

export function widthsFor(sourceWidth: number, wanted: readonly number[]): number[] {
  const smaller = wanted.filter((width) => width < sourceWidth);
  const widest = wanted.at(-1) ?? sourceWidth;
  return [...smaller, Math.min(sourceWidth, widest)];
}

export function isWithinLimits(width: number, height: number, maxPixels: number): boolean {
  const sides = [width, height];
  return sides.every((side) => side >= 1 && side <= MAX_SIDE_PIXELS) && width * height <= maxPixels;
}
