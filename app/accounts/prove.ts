import type { Tx } from "../db/database.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newSecret } from "../domain/ids.ts";
import type { Acting, Actor } from "./acting.ts";
import type { Method } from "./open-session.ts";
import { recordAct } from "./record-act.ts";

/** The session's new token, for the cookie. */
export type Proved = { kind: "proved"; token: string; expiresAtMs: bigint };

/**
 * Notes that the person of a session has just proved again who they are. The session goes on under a new token,
 * so that one which was copied before does not gain by it (ASVS 7.2.4).
 */
export async function prove(
  tx: Tx,
  deps: Omit<Acting, "db">,
  actor: Actor,
  { sessionId, method }: { sessionId: string; method: Method },
): Promise<Proved> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const session = await tx
    .updateTable("session")
    .set({ token_hash: sha256Hex(token), proved_at_ms: now, last_seen_at_ms: now })
    .where("id", "=", sessionId)
    .where("person_id", "=", actor.personId)
    .returning("expires_at_ms")
    .executeTakeFirst();
  if (session === undefined) throw new Error(`session ${sessionId} ended while its person proved who they are`);
  await recordAct(tx, deps, actor, { type: "person.proved", stream: actor.personId, body: { by: method } });
  return { kind: "proved", token, expiresAtMs: session.expires_at_ms };
}
