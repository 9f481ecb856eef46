import type { Tx } from "../db/database.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newSecret } from "../domain/ids.ts";
import { DAY_MS } from "../domain/time.ts";
import type { Inviting } from "./invite.ts";

/** `token` goes into the cookie and nowhere else. */
export type OpenedSession = { kind: "session"; token: string; expiresAtMs: bigint };

const LIFETIME_MS = 30n * DAY_MS;

export async function openSession(tx: Tx, deps: Inviting, personId: string): Promise<OpenedSession> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const expiresAtMs = now + LIFETIME_MS;
  await tx
    .insertInto("session")
    .values({
      token_hash: sha256Hex(token),
      person_id: personId,
      created_at_ms: now,
      last_seen_at_ms: now,
      expires_at_ms: expiresAtMs,
    })
    .execute();
  return { kind: "session", token, expiresAtMs };
}
