import type { Reader } from "../../db/database.ts";
import { sha256Hex } from "../../domain/hash.ts";
import type { Role } from "../../domain/permissions.ts";
import { latestBeginning } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";

/** Whose phone a link signs in, and which screen shows it. */
export type GoodPhoneLink = { id: string; person: { id: string; role: Role; name: string }; screen: string };

/** The link with this token, if it was not used, has not run out, and its screen is still signed in. */
export async function goodPhoneLink(reader: Reader, token: string, now: UnixMs): Promise<GoodPhoneLink | undefined> {
  const row = await reader
    .selectFrom("phone_link as link")
    .innerJoin("session", "session.id", "link.session_id")
    .innerJoin("person", "person.id", "link.person_id")
    .where("link.token_hash", "=", sha256Hex(token))
    .where("link.state", "=", "waiting")
    .where("link.created_at_ms", "<=", latestBeginning(now))
    .where("link.expires_at_ms", ">", now)
    .where("session.expires_at_ms", ">", now)
    .where("session.scope", "=", "full")
    .where("person.state", "=", "active")
    .select(["link.id as link_id", "session.device", "person.id", "person.role", "person.name"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { id: row.link_id, person: { id: row.id, role: row.role, name: row.name }, screen: row.device };
}
