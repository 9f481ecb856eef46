import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Actor } from "../acting.ts";
import { prove } from "../prove.ts";
import type { Proved } from "../prove.ts";
import { ownerOf } from "./address-owner.ts";
import type { Requesting } from "./request.ts";
import { takeCode } from "./take-code.ts";
import type { CodeRefusal } from "./take-code.ts";

/** A person proves who they are with a code that was sent to one of their addresses. */
export async function proveByCode(
  deps: Requesting,
  actor: Actor,
  { browser, typed, sessionId }: { browser: string; typed: string; sessionId: string },
): Promise<(Proved & { wanted: string }) | Refused<CodeRefusal>> {
  return transact(deps.db, async (tx) => {
    const row = await takeCode(tx, deps, { browser, typed, purposes: ["prove"], visit: actor });
    if (isRefused(row)) return row;
    const owner = await ownerOf(tx, row.address);
    if (row.person_id !== actor.personId || owner?.id !== actor.personId) return refuse("request-over");
    const proved = await prove(tx, deps, actor, { sessionId, method: "code" });
    return { ...proved, wanted: row.wanted };
  });
}
