/** A colour as linear-light sRGB, each part 0..1. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

/** Reads `oklch(L C H)` with L as a number or percentage; throws for any other notation, out-of-gamut parts are clipped. */
export function parseOklch(text: string): LinearRgb {
  const match = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)\s*\)$/.exec(text.trim());
  if (match === null) throw new Error(`"${text}" is not written as oklch(L C H)`);
  const lightness = Number(match[1]) / (match[2] === "%" ? 100 : 1);
  return fromOklch(lightness, Number(match[3]), Number(match[4]));
}

/** Björn Ottosson's OKLab matrices, from cone-like to linear sRGB. */
function fromOklch(lightness: number, chroma: number, hueDegrees: number): LinearRgb {
  const a = chroma * Math.cos((hueDegrees * Math.PI) / 180);
  const b = chroma * Math.sin((hueDegrees * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
export function contrast(one: LinearRgb, other: LinearRgb): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** `#rrggbb`, for the few places that take nothing else (web manifest, browser frame). */
export function hex(colour: LinearRgb): string {
  const parts = colour.map((part) =>
    Math.round(encoded(part) * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${parts.join("")}`;
}

function luminance([red, green, blue]: LinearRgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function encoded(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}

function clip(part: number): number {
  return Math.min(1, Math.max(0, part));
}
