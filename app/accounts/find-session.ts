import type { Db } from "../db/database.ts";
import type { SessionScope } from "../db/schema.ts";
import { sha256Hex } from "../domain/hash.ts";
import { MINUTE_MS, latestBeginning } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import type { SignedIn } from "./acting.ts";
import { FRESH_MS, limitOf } from "./session-limits.ts";

/** How often it is written down that a session is in use: often enough for its limits, seldom enough for the disk. */
const NOTED_EVERY_MS = MINUTE_MS;

/** The person behind a session cookie; undefined when it is unknown, was ended or has run out. */
export async function findSession(db: Db, token: string, now: UnixMs): Promise<SignedIn | undefined> {
  return personOf(db, now, { token_hash: sha256Hex(token) });
}

/** The person behind a session's id, for tokens that were made from it. */
export async function findSessionById(db: Db, id: string, now: UnixMs): Promise<SignedIn | undefined> {
  return personOf(db, now, { id });
}

async function personOf(
  db: Db,
  now: UnixMs,
  by: { token_hash: string } | { id: string },
): Promise<SignedIn | undefined> {
  const query = db
    .selectFrom("session")
    .innerJoin("person", "person.id", "session.person_id")
    .where("expires_at_ms", ">", now)
    .where("person.state", "=", "active")
    .select(["session.id as session_id", "scope", "last_seen_at_ms", "proved_at_ms"])
    .select(["person.id", "role", "stall_id", "person.name"]);
  const row = await (
    "id" in by ? query.where("session.id", "=", by.id) : query.where("token_hash", "=", by.token_hash)
  ).executeTakeFirst();
  if (row === undefined || row.last_seen_at_ms + limitOf(row.role, row.scope).idleMs <= now) return undefined;
  if (row.last_seen_at_ms + NOTED_EVERY_MS <= now) await noteSeen(db, row.session_id, now);
  return {
    id: row.id,
    role: row.role,
    stallId: row.stall_id ?? undefined,
    name: row.name,
    session: { id: row.session_id, scope: row.scope, isFresh: isFresh(row, now) },
    scopes: undefined,
  };
}

/** One that came in by a backup sheet is over soon and can prove nothing anew: all of it counts as one proof. */
function isFresh({ scope, proved_at_ms }: { scope: SessionScope; proved_at_ms: bigint }, now: UnixMs): boolean {
  return proved_at_ms <= latestBeginning(now) && (scope === "recovery" || proved_at_ms + FRESH_MS > now);
}

async function noteSeen(db: Db, id: string, now: UnixMs): Promise<void> {
  await db.updateTable("session").set({ last_seen_at_ms: now }).where("id", "=", id).execute();
}
