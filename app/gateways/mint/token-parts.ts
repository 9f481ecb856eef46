import { URDecoder } from "@ngraveio/bc-ur";
import { isByteString, isPartShaped } from "./part-shape.ts";
import type { JoinedParts } from "./port.ts";

/** So many pure parts hold a token of fifty coins. More would keep the hub busy: mixed ones cost their square. */
const MOST_PARTS = 100;
/** Of those that somebody sends; a few more than pure ones are always enough. */
const MOST_LOOKED_AT = 150;

const PART = /^ur:bytes\/(?:(\d{1,9})-(\d{1,9})\/)?([a-z]+)$/;

type Part = { text: string; nth: number; of: number; letters: string; isWhole: boolean };

/**
 * The text in the parts of a moving code (BC-UR, NUT-16), separated by white space, in any order, some of them twice.
 * Undefined when these are no parts at all.
 */
export function joinParts(text: string): JoinedParts | undefined {
  const given = new Set(text.trim().toLowerCase().split(/\s+/));
  if (![...given].some((each) => each.startsWith("ur:"))) return undefined;
  const parts = [...given].map(partIn);
  if (parts.some((part) => part === undefined)) return { kind: "broken" };
  // Pure parts come first: with all of them nothing has to be computed.
  const sorted = parts.filter((part) => part !== undefined).toSorted((left, right) => left.nth - right.nth);
  if (sorted.some(({ of }) => of > MOST_PARTS)) return { kind: "too-many" };
  try {
    return join(sorted.slice(0, MOST_LOOKED_AT));
  } catch {
    // The library throws at letters that are none, and at checksums that do not fit.
    return { kind: "broken" };
  }
}

function partIn(text: string): Part | undefined {
  const [found, nth, of = "1", letters = ""] = PART.exec(text) ?? [];
  return found === undefined
    ? undefined
    : { text, nth: Number(nth ?? 1), of: Number(of), letters, isWhole: nth === undefined };
}

function join(parts: readonly Part[]): JoinedParts {
  if (!parts.every(({ letters, isWhole }) => isWhole || isPartShaped(letters))) return { kind: "broken" };
  const decoder = new URDecoder();
  const [first] = parts;
  for (const part of parts) {
    // A decoder takes no part of another text than its first one's, and none at all once it is done.
    const isTaken = decoder.isComplete() ? first !== undefined && isSame(first, part) : decoder.receivePart(part.text);
    if (!isTaken) return { kind: "broken" };
  }
  if (!decoder.isComplete()) return { kind: decoder.isError() ? "broken" : "missing" };
  const whole = decoder.resultUR();
  return isByteString(whole.cbor) ? { kind: "whole", text: whole.decodeCBOR().toString("utf8") } : { kind: "broken" };
}

function isSame(first: Part, part: Part): boolean {
  const decoder = new URDecoder();
  return decoder.receivePart(first.text) && decoder.receivePart(part.text);
}
