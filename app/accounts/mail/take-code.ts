import type { Tx } from "../../db/database.ts";
import type { SignInPurpose, SignInTable } from "../../db/schema.ts";
import { sameDigest } from "../../domain/hash.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Visit } from "../acting.ts";
import { NOBODY, recordAct } from "../record-act.ts";
import { isOpen, rowOf } from "./find-request.ts";
import type { OpenRow } from "./find-request.ts";
import { isTriedTooOften } from "./limits.ts";
import { MOST_TRIES } from "./request.ts";
import type { Requesting } from "./request.ts";
import { hashCode, readCode } from "./secrets.ts";
import { useUp } from "./use-up.ts";

export type TypedCode = { browser: string; typed: string; purposes: readonly SignInPurpose[]; visit: Visit };

export type CodeRefusal = "wrong-code" | "request-over" | "too-many-requests";

/**
 * Takes the code that was typed in the browser that asked: the request is used up by the right one, and counts every
 * wrong one. Reading and counting are one transaction, so guesses that come at the same time are all counted.
 */
export async function takeCode(
  tx: Tx,
  deps: Requesting,
  { browser, typed, purposes, visit }: TypedCode,
): Promise<SignInTable | Refused<CodeRefusal>> {
  const row = await rowOf(tx, browser, purposes);
  if (row === undefined || !isOpen(row, deps.clock())) return refuse("request-over");
  if (await isTriedTooOften(tx, deps.clock(), row.address)) return refuse("too-many-requests");
  const code = readCode(typed) ?? "";
  if (!sameDigest(hashCode(deps.secretKey, row.id, code), row.code_hash)) return countTry(tx, deps, row, visit);
  return (await useUp(tx, row)) ? row : refuse("request-over");
}

async function countTry(tx: Tx, deps: Requesting, row: OpenRow, visit: Visit): Promise<Refused<CodeRefusal>> {
  const tries = row.tries + 1n;
  const isLast = tries >= MOST_TRIES;
  await tx
    .updateTable("sign_in")
    .set({ tries, state: isLast ? "dead" : row.state })
    .where("id", "=", row.id)
    .execute();
  if (isLast && row.person_id !== null) {
    const act = { type: "request.burnt", stream: row.person_id, body: { purpose: row.purpose } };
    await recordAct(tx, deps, { personId: NOBODY, ...visit }, act);
  }
  return refuse(isLast ? "request-over" : "wrong-code");
}
