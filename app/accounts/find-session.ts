import type { Reader } from "../db/database.ts";
import type { PersonRole } from "../db/schema.ts";
import { sha256Hex } from "../domain/hash.ts";
import type { UnixMs } from "../domain/time.ts";

/** Who is asking; `stallId` is there exactly for sellers. */
export type Person = { id: string; role: PersonRole; stallId: string | undefined; name: string };

/** The person behind a session cookie; undefined when it is unknown or has run out. */
export async function findSession(reader: Reader, token: string, now: UnixMs): Promise<Person | undefined> {
  const row = await reader
    .selectFrom("session")
    .innerJoin("person", "person.id", "session.person_id")
    .where("token_hash", "=", sha256Hex(token))
    .where("expires_at_ms", ">", now)
    .select(["person.id", "role", "stall_id", "name"])
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { id: row.id, role: row.role, stallId: row.stall_id ?? undefined, name: row.name };
}
