import { transact } from "../../db/transact.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Visit } from "../acting.ts";
import { recordFailure } from "../record-failure.ts";
import { COMING_IN, comeIn } from "./come-in.ts";
import type { CameIn } from "./come-in.ts";
import type { Requesting } from "./request.ts";
import { takeCode } from "./take-code.ts";
import type { CodeRefusal } from "./take-code.ts";

/** Somebody types the code of a letter in the browser that asked for it. */
export async function signInByCode(
  deps: Requesting,
  { browser, typed, visit }: { browser: string; typed: string; visit: Visit },
): Promise<CameIn | Refused<CodeRefusal>> {
  const outcome = await transact(deps.db, async (tx) => {
    const row = await takeCode(tx, deps, { browser, typed, purposes: COMING_IN, visit });
    return isRefused(row) ? row : comeIn(tx, deps, row, { method: "code", visit });
  });
  if (isRefused(outcome)) await recordFailure(deps, visit, "code");
  return outcome;
}
