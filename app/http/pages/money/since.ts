import { periodStart } from "../../../domain/fee-period.ts";
import { firstIdAt } from "../../../domain/ids.ts";
import type { IdPrefix } from "../../../domain/ids.ts";
import { unixMs } from "../../../domain/time.ts";
import type { UnixMs } from "../../../domain/time.ts";
import { SINCE } from "../../../../ui/pages/money/narrow.ts";
import type { Since } from "../../../../ui/pages/money/narrow.ts";

/** From when on a list is asked for; anything else is all of it. */
export function sinceIn(text: string | undefined): Since {
  return SINCE.find((each) => each === text) ?? "";
}

/** The id before which nothing was made then: ids sort by time, so no other index is needed. */
export function firstSince(prefix: IdPrefix, since: Since, now: UnixMs): string | undefined {
  return since === "" ? undefined : firstIdAt(prefix, unixMs(periodStart(since, now)));
}
