import { LRUCache } from "lru-cache";
import { encode } from "uqr";
import { html } from "../html.ts";
import type { Html } from "../html.ts";

export interface QrProps {
  /** Taken as it is. Upper-case text (bech32, BOLT11) makes a smaller code than lower-case. */
  text: string;
  /** What scanning it does. */
  label: string;
  size?: "small";
}

/** ISO/IEC 18004 asks for four empty modules around the code. */
export const QUIET_ZONE = 4;

/** A QR code drawn on the server, dark on light in both themes because some scanners need it. */
export function Qr({ text, label, size }: QrProps): Html {
  const { side, path } = drawingOf(text);
  return html`<div class="qr" data-size=${size}>
    <svg role="img" aria-label=${label} viewBox=${`0 0 ${side} ${side}`} width=${side} height=${side}><path fill="currentColor" d=${path} /></svg>
  </div>`;
}

interface Drawing {
  side: number;
  path: string;
}

/** Choosing a code's mask takes milliseconds, and a waiting checkout asks for the same one every few seconds. */
const drawings = new LRUCache<string, Drawing>({ max: 200 });

function drawingOf(text: string): Drawing {
  const known = drawings.get(text);
  if (known !== undefined) return known;
  const { data, size } = encode(text, { ecc: "L", border: QUIET_ZONE });
  const drawing = { side: size, path: modulePath(data) };
  drawings.set(text, drawing);
  return drawing;
}

/** One subpath per run of dark modules in a row. */
function modulePath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) =>
      runs(row)
        .map(([start, length]) => `M${start} ${y}h${length}v1h-${length}z`)
        .join(""),
    )
    .join("");
}

function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  for (const [x, isDark] of row.entries()) {
    const last = found.at(-1);
    if (isDark && last !== undefined && last[0] + last[1] === x) last[1] += 1;
    else if (isDark) found.push([x, 1]);
  }
  return found;
}
