import type { PayoutRule } from "../../../db/schema.ts";
import { periodStart } from "../../../domain/fee-period.ts";
import type { UnixMs } from "../../../domain/time.ts";

/** The start of the period that a plan asks for at this moment; 0 for one that goes by no calendar. */
export function latestPeriod(rule: PayoutRule, now: UnixMs): bigint {
  if (rule === "weekly") return periodStart("week", now);
  return rule === "monthly" ? periodStart("month", now) : 0n;
}
