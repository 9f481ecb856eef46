import { LRUCache } from "lru-cache";
import { encode } from "uqr";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { runsIn } from "./qr-runs.ts";

export interface QrProps {
  /** Taken as it is. Upper-case text (bech32, BOLT11) makes a smaller code than lower-case. */
  text: string;
  /** What scanning it does. */
  label: string;
  size?: "small";
  /** For paper that is folded and kept: a quarter of the code may be lost, and the hub does not remember the drawing. */
  isOnPaper?: boolean;
}

/** ISO/IEC 18004 asks for four empty modules around the code. */
export const QUIET_ZONE = 4;

/** A QR code drawn on the server, dark on light in both themes because some scanners need it. */
export function Qr({ text, label, size, isOnPaper }: QrProps): Html {
  const { side, path } = isOnPaper === true ? draw(text, "Q") : drawingOf(text);
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
  const drawing = draw(text, "L");
  drawings.set(text, drawing);
  return drawing;
}

/** `ecc` is how much of the code may be lost: `L` 7 %, `Q` 25 %. */
function draw(text: string, ecc: "L" | "Q"): Drawing {
  const { data, size } = encode(text, { ecc, border: QUIET_ZONE });
  return { side: size, path: modulePath(data) };
}

/** One subpath per run of dark modules in a row. */
function modulePath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) =>
      runsIn(row)
        .map(([start, length]) => `M${start} ${y}h${length}v1h-${length}z`)
        .join(""),
    )
    .join("");
}
