import type { Tx } from "../db/database.ts";
import type { SessionScope } from "../db/schema.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId, newSecret } from "../domain/ids.ts";
import type { Role } from "../domain/permissions.ts";
import type { Acting, Visit } from "./acting.ts";
import { recordAct } from "./record-act.ts";
import { limitOf } from "./session-limits.ts";

/** `token` goes into the cookie and nowhere else. */
export type OpenedSession = { kind: "session"; token: string; expiresAtMs: bigint; role: Role };

/** How somebody proved who they are. */
export type Method = "link" | "code" | "google" | "lnurl" | "passkey" | "sheet" | "screen" | "telegram";

export type Entry = {
  person: { id: string; role: Role };
  method: Method;
  visit: Visit;
  /** `recovery` may do nothing but get the account back. */
  scope?: SessionScope;
};

/** Begins a session for somebody who has just proved who they are, and writes down that they came in. */
export async function openSession(
  tx: Tx,
  deps: Acting,
  { person, method, visit, scope = "full" }: Entry,
): Promise<OpenedSession> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const expiresAtMs = now + limitOf(person.role, scope).absoluteMs;
  const id = newId("ses", now, deps.random);
  await tx
    .insertInto("session")
    .values({
      id,
      token_hash: sha256Hex(token),
      person_id: person.id,
      scope,
      method,
      door: visit.door,
      device: visit.device,
      created_at_ms: now,
      last_seen_at_ms: now,
      proved_at_ms: now,
      expires_at_ms: expiresAtMs,
    })
    .execute();
  const body = { by: method, role: person.role, scope, session: id };
  await recordAct(tx, deps, { personId: person.id, ...visit }, { type: "person.signed-in", stream: person.id, body });
  return { kind: "session", token, expiresAtMs, role: person.role };
}
