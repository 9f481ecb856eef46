import type { Db } from "../db/database.ts";
import { isScope } from "../domain/permissions.ts";
import type { Role, Scope } from "../domain/permissions.ts";
import type { UnixMs } from "../domain/time.ts";
import { MOST_WRONG_PINS } from "./backup/take-pin-try.ts";
import { listKeys } from "./keys/list-keys.ts";
import type { AccountKey } from "./keys/list-keys.ts";
import { listSessions } from "./list-sessions.ts";
import type { Device } from "./list-sessions.ts";
import { listAddresses } from "./mail/list-addresses.ts";
import { readOwnChat } from "./telegram/read-own-chat.ts";
import type { OwnChat } from "./telegram/read-own-chat.ts";

/** Everything that a person's own page shows: who they are here and by what they can come in. */
export type Account = {
  id: string;
  role: Role;
  name: string;
  locale: "" | "en" | "ko";
  /** Until then no money leaves in this person's name; 0 when nothing holds it. */
  holdUntilMs: bigint;
  emails: readonly string[];
  /** The chat with the hub's bot. */
  chat: OwnChat | undefined;
  keys: readonly AccountKey[];
  /** The printed sheet that still works, if there is one. */
  sheet: { id: string; createdAtMs: bigint; wrongPins: number } | undefined;
  programs: readonly Program[];
  devices: readonly Device[];
};

/** A key that one of the person's programs uses. */
export type Program = {
  id: string;
  name: string;
  scopes: readonly Scope[];
  createdAtMs: bigint;
  expiresAtMs: bigint;
  lastUsedAtMs: bigint;
};

export async function readAccount(db: Db, person: { id: string; role: Role }, now: UnixMs): Promise<Account> {
  const row = await db.selectFrom("person").selectAll().where("id", "=", person.id).executeTakeFirstOrThrow();
  const [emails, chat, keys, sheet, programs, devices] = await Promise.all([
    listAddresses(db, person.id),
    readOwnChat(db, person.id),
    listKeys(db, person.id),
    sheetOf(db, person.id),
    programsOf(db, person.id, now),
    listSessions(db, person, now),
  ]);
  const { id, role, name, locale, hold_until_ms: holdUntilMs } = row;
  return { id, role, name, locale, holdUntilMs, emails, chat, keys, sheet, programs, devices };
}

async function sheetOf(db: Db, personId: string): Promise<Account["sheet"]> {
  const row = await db
    .selectFrom("backup_sheet")
    .select(["id", "created_at_ms", "wrong_pins"])
    .where("person_id", "=", personId)
    .where("state", "=", "good")
    // One whose last guess is being looked at, or was when the hub stopped, opens nothing more.
    .where("wrong_pins", "<", MOST_WRONG_PINS)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { id: row.id, createdAtMs: row.created_at_ms, wrongPins: Number(row.wrong_pins) };
}

async function programsOf(db: Db, personId: string, now: UnixMs): Promise<Program[]> {
  const rows = await db
    .selectFrom("api_key")
    .selectAll()
    .where("person_id", "=", personId)
    .where("revoked_at_ms", "is", null)
    .where("expires_at_ms", ">", now)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(" ").filter(isScope),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  }));
}
