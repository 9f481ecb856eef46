import { URDecoder } from "@ngraveio/bc-ur";
import decodeQr from "qr/decode.js";

/** Pixels per module, as a camera near the screen has them. */
const SCALE = 4;

/** What a scanner reads from each of a page's moving pictures. */
export function codesSeen(page: string): string[] {
  const side = Number(/class="qr moving">\s*<svg[^>]*viewBox="0 0 (\d+) /.exec(page)?.[1]);
  return [...page.matchAll(/<path d="([^"]*)"[^>]*><animate/g)].map(([, path = ""]) => read(side, path));
}

function read(side: number, path: string): string {
  const width = side * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [x, y, length] of strokesIn(path))
    for (let row = y * SCALE; row < (y + 1) * SCALE; row += 1)
      for (let column = x * SCALE; column < (x + length) * SCALE; column += 1)
        data.set([0, 0, 0], (row * width + column) * 4);
  return decodeQr({ width, height: width, data });
}

/** Follows the pen: lines of a module's thickness, whose middle is half a module down. */
function strokesIn(path: string): [x: number, y: number, length: number][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/M(\d+) (\d+)[.]5|m(\d+) 0|h(\d+)/g)].flatMap(([, startX, startY, gap, length]) => {
    if (startX !== undefined) [x, y] = [Number(startX), Number(startY)];
    else if (gap !== undefined) x += Number(gap);
    else {
      x += Number(length);
      return [[x - Number(length), y, Number(length)] as [number, number, number]];
    }
    return [];
  });
}

/** What a wallet has after it has seen these codes, one after the other; undefined while that is not all. */
export function walletAfter(codes: Iterable<string>): string | undefined {
  const decoder = new URDecoder();
  for (const code of codes) if (!decoder.isComplete()) decoder.receivePart(code);
  return decoder.isSuccess() ? decoder.resultUR().decodeCBOR().toString() : undefined;
}
