import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Visit } from "../acting.ts";
import { COMING_IN, comeIn } from "./come-in.ts";
import type { CameIn } from "./come-in.ts";
import { isOpen, rowOf } from "./find-request.ts";
import type { Requesting } from "./request.ts";
import { useUp } from "./use-up.ts";

/** The browser that waited comes in, after somebody has said yes to it from another. */
export async function finishWaiting(
  deps: Requesting,
  { browser, visit }: { browser: string; visit: Visit },
): Promise<CameIn | Refused<"request-over">> {
  return transact(deps.db, async (tx) => {
    const row = await rowOf(tx, browser, COMING_IN);
    if (row === undefined || !isOpen(row, deps.clock()) || row.state !== "approved") return refuse("request-over");
    const method = row.approved_by ?? "link";
    return (await useUp(tx, row)) ? comeIn(tx, deps, row, { method, visit }) : refuse("request-over");
  });
}
