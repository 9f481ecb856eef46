import type { Random } from "./domain/ids.ts";

const PORTION = 4_096;

/** Fills an array with unpredictable bytes. */
export type Fill = (bytes: Uint8Array) => void;

/**
 * Unpredictable bytes from the system, fetched in portions: one order takes a dozen small ones, and asking for each
 * costs more than making it. What is handed out is wiped here, so that no key can be read out of the rest.
 */
export function portionedRandom(fill: Fill): Random {
  const portion = new Uint8Array(PORTION);
  let used = PORTION;
  return (bytes) => {
    if (bytes > PORTION) return filled(fill, bytes);
    if (used + bytes > PORTION) {
      fill(portion);
      used = 0;
    }
    const taken = portion.slice(used, used + bytes);
    portion.fill(0, used, used + bytes);
    used += bytes;
    return taken;
  };
}

function filled(fill: Fill, bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  fill(all);
  return all;
}
