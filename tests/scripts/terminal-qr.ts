import decodeQr from "qr/decode.js";

/** How many pixels a module gets: a camera's picture has several. */
const SCALE = 4;

/** What a phone reads off a terminal with light text on a dark ground. */
export function readTerminalQr(said: string): string {
  const modules = said
    .split("\n")
    .filter((line) => /^[█▀▄ ]*[█▀▄][█▀▄ ]*$/.test(line))
    .flatMap((line) => [rowOf(line, "█▀"), rowOf(line, "█▄")]);
  const width = (modules[0]?.length ?? 0) * SCALE;
  const rows = modules.flatMap((row) => Array.from({ length: SCALE }, () => row.flatMap(pixels)));
  return decodeQr({ width, height: rows.length, data: Uint8Array.from(rows.flat(2)) });
}

/** Which modules of half a line of blocks are light. */
function rowOf(line: string, light: string): boolean[] {
  return Array.from(line, (block) => light.includes(block));
}

function pixels(isLight: boolean): number[][] {
  const shade = isLight ? 255 : 0;
  return Array.from({ length: SCALE }, () => [shade, shade, shade, 255]);
}
