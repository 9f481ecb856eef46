import type { Tx } from "../db/database.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newSecret } from "../domain/ids.ts";
import type { Acting } from "./acting.ts";

/** The session's new token, for the cookie. */
export type Renewed = { token: string; expiresAtMs: bigint };

export type Renewing = {
  personId: string;
  sessionId: string;
  /** The person has just proved who they are. */
  isProved?: true;
};

/** Gives a session a new token; whoever has copied the old one is out. */
export async function renewSession(
  tx: Tx,
  { clock, random }: Omit<Acting, "db">,
  { personId, sessionId, isProved }: Renewing,
): Promise<Renewed> {
  const token = newSecret(random);
  const now = clock();
  const session = await tx
    .updateTable("session")
    .set({ token_hash: sha256Hex(token), last_seen_at_ms: now, ...(isProved === true && { proved_at_ms: now }) })
    .where("id", "=", sessionId)
    .where("person_id", "=", personId)
    .returning("expires_at_ms")
    .executeTakeFirst();
  if (session === undefined) throw new Error(`session ${sessionId} ended while its token was renewed`);
  return { token, expiresAtMs: session.expires_at_ms };
}
