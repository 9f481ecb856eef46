import type { Reader } from "../../db/database.ts";
import type { SignInPurpose, SignInTable } from "../../db/schema.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { latestBeginning } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { OPEN_STATES } from "./request.ts";
import type { OwnRequest, Requesting } from "./request.ts";
import { digitsOf } from "./secrets.ts";

/** What this browser has asked for by mail, and how far it is; undefined when it has not asked for such a thing. */
export async function findRequest(
  { db, clock, secretKey }: Pick<Requesting, "db" | "clock" | "secretKey">,
  browser: string,
  purposes: readonly SignInPurpose[],
): Promise<OwnRequest | undefined> {
  const row = await rowOf(db, browser, purposes);
  if (row === undefined) return undefined;
  const state = isOpen(row, clock()) ? row.state : "over";
  const { purpose, address, expires_at_ms: expiresAtMs } = row;
  return { purpose, address, state, digits: digitsOf(secretKey, row.id), expiresAtMs };
}

/** A browser's secret is made anew for each request, so it names exactly one. */
export async function rowOf(
  reader: Reader,
  browser: string,
  purposes: readonly SignInPurpose[],
): Promise<SignInTable | undefined> {
  return reader
    .selectFrom("sign_in")
    .selectAll()
    .where("browser_hash", "=", sha256Hex(browser))
    .where("purpose", "in", purposes)
    .executeTakeFirst();
}

export type OpenRow = SignInTable & { state: (typeof OPEN_STATES)[number] };

export function isOpen(row: SignInTable, now: UnixMs): row is OpenRow {
  const isNow = row.created_at_ms <= latestBeginning(now) && row.expires_at_ms > now;
  return isNow && OPEN_STATES.some((state) => state === row.state);
}
