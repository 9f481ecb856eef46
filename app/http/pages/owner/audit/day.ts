import { unixMs } from "../../../../domain/time.ts";
import type { UnixMs } from "../../../../domain/time.ts";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The moments between which a day lies, by the clock on the shop's wall, as pages tell times; undefined for what is
 * no day. Most days have 24 hours.
 */
export function dayFrom(text: string): readonly [UnixMs, UnixMs] | undefined {
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const start = new Date(year, month - 1, day);
  // `new Date` makes the third of March of the thirty-first of February.
  if (year < 1970 || start.getMonth() !== month - 1 || start.getDate() !== day) return undefined;
  const end = new Date(year, month - 1, day + 1);
  return start.getTime() < 0 ? undefined : [unixMs(BigInt(start.getTime())), unixMs(BigInt(end.getTime()))];
}
