import type { UnixMs } from "./time.ts";

/** How often a fee budget begins anew; in UTC, so that a move of the board changes no sum. */
export type FeePeriod = "day" | "week" | "month";

/** When the period that holds this moment began: midnight, Monday, or the first of the month. */
export function periodStart(period: FeePeriod, now: UnixMs): bigint {
  const date = new Date(Number(now));
  date.setUTCHours(0, 0, 0, 0);
  // Sunday is 0 and belongs to the week that began six days before.
  if (period === "week") date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (period === "month") date.setUTCDate(1);
  return BigInt(date.getTime());
}
