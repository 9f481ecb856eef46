import { refuse } from "./refusal.ts";
import type { Refused } from "./refusal.ts";

const SHORTEST_PIN = 6;
const LONGEST_PIN = 12;

const DIGITS = new RegExp(`^\\d{${SHORTEST_PIN},${LONGEST_PIN}}$`);

/** One after the other on a telephone's keypad: rows, columns and diagonals, in both directions. */
const KEYPAD = /^(?:123|321|456|654|789|987|147|741|258|852|369|963|159|951|357|753|2580|0852)+$/;

/** A piece said again and again: 123123, 474747. */
const AGAIN = /^(\d+)\1+$/;

/** Birthdays and anniversaries: a year before or behind a month, or a month and a day. */
const YEAR = /^(?:(?:19|20)\d{2}\d{2,4}|\d{2,4}(?:19|20)\d{2})$/;

const FEWEST_DIFFERENT = 3;

/** The digits of what somebody typed, who may have put spaces between them. */
export function readPin(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/\s/g, "");
}

/** Whether a PIN may be chosen. Five guesses are all that a thief of the sheet has, and these come to mind first. */
export function checkPin(pin: string): Refused<"pin-malformed" | "pin-too-easy"> | undefined {
  if (!isPin(pin)) return refuse("pin-malformed");
  return isEasy(pin) ? refuse("pin-too-easy") : undefined;
}

export function isPin(text: string): boolean {
  return DIGITS.test(text);
}

function isEasy(pin: string): boolean {
  return new Set(pin).size < FEWEST_DIFFERENT || isRun(pin) || [AGAIN, KEYPAD, YEAR].some((rule) => rule.test(pin));
}

/** Counts up or down, over 9 to 0 too, and however often each digit is said: 890123, 665544. */
function isRun(pin: string): boolean {
  const digits = [...pin.replaceAll(/(\d)\1+/g, "$1")].map(Number);
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}
