import { UR, UREncoder } from "@ngraveio/bc-ur";
import { LRUCache } from "lru-cache";
import { encode } from "uqr";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { runsIn } from "./qr-runs.ts";
import { QUIET_ZONE } from "./qr.ts";

/** Bytes of the text in one part, as cashu.me has it: a code of 53 modules a side. */
const PART_BYTES = 150;
/** No module can be dark and light again more than three times a second, which eyes can bear (WCAG 2.3.1). */
const FRAME_MS = 200;
/** One mixed part for every four pure ones, so that what was missed need not be waited for. */
const MIXED = 1.25;
/** Of the text at most; a page that holds more weighs too much, and nobody holds a phone still for so long. */
export const MOST_MOVING = 34 * PART_BYTES;

/**
 * A text that is too long for one code, as the parts of a fountain (BC-UR, NUT-16) that follow each other: any of them,
 * from the first that is seen, as many as there are pure ones or a few more. SMIL moves them, so no script is needed.
 */
export function MovingQr({ text, label }: { text: string; label: string }): Html {
  const { side, paths } = framesOf(text);
  const seconds = (paths.length * FRAME_MS) / 1_000;
  return html`<div class="qr moving">
    <svg role="img" aria-label=${label} viewBox=${`0 0 ${side} ${side}`} width=${side} height=${side} fill="none" stroke="currentColor">
      ${paths.map((path, nth) => html`<path d=${path} visibility=${nth === 0 ? undefined : "hidden"}>${Turn({ nth, of: paths.length, seconds })}</path>`)}
    </svg>
  </div>`;
}

/** When a frame is seen within a round. */
function Turn({ nth, of, seconds }: { nth: number; of: number; seconds: number }): Html {
  const [from, to] = [nth, nth + 1].map((each) => (each / of).toFixed(4));
  const [values, times] = nth === 0 ? ["visible;hidden", `0;${to}`] : ["hidden;visible;hidden", `0;${from};${to}`];
  return html`<animate attributeName="visibility" calcMode="discrete" values=${values} keyTimes=${times} dur=${`${seconds}s`} repeatCount="indefinite" />`;
}

type Frames = { side: number; paths: readonly string[] };

/** Parts look like noise, so any mask will do, and choosing one takes as long as all the rest. */
const LOOK = { ecc: "L", border: QUIET_ZONE, maskPattern: 1 } as const;

/** A page that waits for the token to be taken asks for the same ones every few seconds. */
const drawn = new LRUCache<string, Frames>({ max: 20 });

function framesOf(text: string): Frames {
  const known = drawn.get(text);
  if (known !== undefined) return known;
  const parts = partsOf(text);
  const longest = parts.reduce((left, right) => (right.length > left.length ? right : left), "");
  const { size: side, version: minVersion } = encode(longest, LOOK);
  const frames = { side, paths: parts.map((part) => strokes(encode(part, { ...LOOK, minVersion }).data)) };
  drawn.set(text, frames);
  return frames;
}

/** Pure parts first, then mixed ones. Capitals make smaller codes. */
function partsOf(text: string): string[] {
  const encoder = new UREncoder(UR.fromBuffer(Buffer.from(text)), PART_BYTES);
  const frames = Math.ceil(encoder.fragmentsLength * MIXED);
  return Array.from({ length: frames }, () => encoder.nextPart().toUpperCase());
}

/** Lines of the thickness of a module: half as long as their outlines would be. */
function strokes(rows: readonly (readonly boolean[])[]): string {
  return rows.map(strokesIn).join("");
}

function strokesIn(row: readonly boolean[], y: number): string {
  let at = 0;
  const lines = runsIn(row).map(([start, length], nth) => {
    const move = nth === 0 ? `M${start} ${y}.5` : `m${start - at} 0`;
    at = start + length;
    return `${move}h${length}`;
  });
  return lines.join("");
}
