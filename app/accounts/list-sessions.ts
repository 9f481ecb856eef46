import type { Reader } from "../db/database.ts";
import type { DoorKind } from "../domain/door.ts";
import type { Role } from "../domain/permissions.ts";
import type { UnixMs } from "../domain/time.ts";
import { limitOf } from "./session-limits.ts";

export type Device = {
  sessionId: string;
  device: string;
  door: DoorKind;
  method: string;
  createdAtMs: bigint;
  lastSeenAtMs: bigint;
};

/** Where a person is signed in right now, the most recently used first. */
export async function listSessions(
  reader: Reader,
  person: { id: string; role: Role },
  now: UnixMs,
): Promise<readonly Device[]> {
  const rows = await reader
    .selectFrom("session")
    .selectAll()
    .where("person_id", "=", person.id)
    .where("expires_at_ms", ">", now)
    .orderBy("last_seen_at_ms", "desc")
    .execute();
  return rows
    .filter((row) => row.last_seen_at_ms + limitOf(person.role, row.scope).idleMs > now)
    .map((row) => ({
      sessionId: row.id,
      device: row.device,
      door: row.door,
      method: row.method,
      createdAtMs: row.created_at_ms,
      lastSeenAtMs: row.last_seen_at_ms,
    }));
}
