import { transact } from "../../db/transact.ts";
import { sameDigest, sha256Hex } from "../../domain/hash.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Visit } from "../acting.ts";
import { recordFailure } from "../record-failure.ts";
import type { Requesting } from "./request.ts";
import { digitsOf } from "./secrets.ts";
import { openRowOf } from "./sign-in-by-link.ts";

export type Approved = { kind: "approved"; digits: string };

/**
 * Somebody who opened the link on another device says yes to the screen that shows these digits. A wrong number ends
 * the request at once: whoever does not see the waiting screen must not guess which one it is (ASVS 6.6.4).
 */
export async function approveRequest(
  deps: Requesting,
  { token, digits, visit }: { token: string; digits: string; visit: Visit },
): Promise<Approved | Refused<"wrong-number" | "request-over">> {
  const outcome = await transact(deps.db, async (tx) => {
    const row = await openRowOf(tx, deps, token);
    if (row === undefined) return refuse("request-over");
    const right = digitsOf(deps.secretKey, row.id);
    const isRight = sameDigest(sha256Hex(digits), sha256Hex(right));
    await tx
      .updateTable("sign_in")
      .set(isRight ? { state: "approved", approved_by: "link" } : { state: "dead" })
      .where("id", "=", row.id)
      .execute();
    return isRight ? ({ kind: "approved", digits: right } as const) : refuse("wrong-number");
  });
  if (isRefused(outcome)) await recordFailure(deps, visit, "link");
  return outcome;
}

/** Whoever got the letter says that it was not them: nothing comes of the request any more. */
export async function denyRequest(deps: Requesting, token: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const row = await openRowOf(tx, deps, token);
    if (row === undefined) return;
    await tx.updateTable("sign_in").set({ state: "dead" }).where("id", "=", row.id).execute();
  });
}
