import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { QUIET_ZONE } from "./qr.ts";
import type { QrProps } from "./qr.ts";

/** Pixels per module, so that the saved picture is large enough for another phone to scan. */
const SCALE = 6;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The same code as a PNG inside the page, for browsers that draw no SVG (Tor Browser at its safest) and for saving. */
export function QrPicture({ text, label, size }: QrProps): Html {
  const { data } = encode(text, { ecc: "L", border: QUIET_ZONE });
  const side = data.length * SCALE;
  const source = `data:image/png;base64,${png(data, side).toString("base64")}`;
  return html`<div class="qr" data-size=${size}><img src=${source} alt=${label} width=${side} height=${side} /></div>`;
}

/** ISO/IEC 15948 with one bit per pixel: 1 is white. */
function png(modules: readonly (readonly boolean[])[], side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.writeUInt8(1, 8);
  const rows = modules.flatMap((row) => Array.from({ length: SCALE }, () => scanLine(row, side)));
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A filter byte of 0 and the pixels of one line, eight to a byte. */
function scanLine(row: readonly boolean[], side: number): Buffer {
  const line = Buffer.alloc(1 + Math.ceil(side / 8));
  for (let x = 0; x < side; x += 1) {
    if (row[Math.floor(x / SCALE)] === true) continue;
    const at = 1 + (x >> 3);
    line.writeUInt8(line.readUInt8(at) | (0x80 >> (x & 7)), at);
  }
  return line;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
