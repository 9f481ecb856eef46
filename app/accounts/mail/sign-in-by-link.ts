import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { sameDigest, sha256Hex } from "../../domain/hash.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Visit } from "../acting.ts";
import { recordFailure } from "../record-failure.ts";
import { COMING_IN, comeIn } from "./come-in.ts";
import type { CameIn } from "./come-in.ts";
import { isOpen } from "./find-request.ts";
import type { OpenRow } from "./find-request.ts";
import type { Requesting } from "./request.ts";
import { useUp } from "./use-up.ts";

/** The link was opened in another browser than the one that waits: nobody comes in here. */
export type AskedElsewhere = { kind: "asked-elsewhere"; device: string; createdAtMs: bigint };

/**
 * Somebody opens a letter's link and presses its button. Only the browser that asked comes in by that (ASVS 6.6.2):
 * a scanner that reads the mail gets nothing, and neither does whoever talks a person into opening a link that they
 * themselves asked for.
 */
export async function signInByLink(
  deps: Requesting,
  { token, browser, visit }: { token: string; browser: string | undefined; visit: Visit },
): Promise<CameIn | AskedElsewhere | Refused<"request-over">> {
  const outcome = await transact(deps.db, async (tx) => {
    const row = await openRowOf(tx, deps, token);
    if (row === undefined) return refuse("request-over");
    if (browser === undefined || !sameDigest(sha256Hex(browser), row.browser_hash))
      return { kind: "asked-elsewhere", device: row.device, createdAtMs: row.created_at_ms } as const;
    return (await useUp(tx, row)) ? comeIn(tx, deps, row, { method: "link", visit }) : refuse("request-over");
  });
  if (isRefused(outcome)) await recordFailure(deps, visit, "link");
  return outcome;
}

/** The open request that a letter's link belongs to. */
export async function openRowOf(tx: Tx, deps: Requesting, token: string): Promise<OpenRow | undefined> {
  const row = await tx
    .selectFrom("sign_in")
    .selectAll()
    .where("token_hash", "=", sha256Hex(token))
    .where("purpose", "in", COMING_IN)
    .executeTakeFirst();
  return row !== undefined && isOpen(row, deps.clock()) ? row : undefined;
}
