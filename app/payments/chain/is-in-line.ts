import { isDeep, neededFor } from "./depth.ts";
import { isSame, isWhereItWas, wasLookedFor } from "./sight.ts";
import type { Sight } from "./sight.ts";

/** Whether nothing is to be written, which is so for nearly every address nearly every time. */
export function isInLine(sight: Sight): boolean {
  const { found, rows, look } = sight;
  const isMissing = rows.some((row) => wasLookedFor(row, look) && !found.some((each) => isSame(row, each)));
  if (isMissing) return false;
  const needed = neededFor(sight);
  return found.every((each) => {
    const row = rows.find((candidate) => isSame(candidate, each));
    if (row === undefined || !isWhereItWas(row, each)) return false;
    return row.payment_id !== null || !isDeep(each, sight, needed);
  });
}
