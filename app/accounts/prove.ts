import type { Tx } from "../db/database.ts";
import type { Acting, Actor } from "./acting.ts";
import type { Method } from "./open-session.ts";
import { recordAct } from "./record-act.ts";
import { renewSession } from "./renew-session.ts";
import type { Renewed } from "./renew-session.ts";

export type Proved = { kind: "proved" } & Renewed;

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
  const { personId } = actor;
  const renewed = await renewSession(tx, deps, { personId, sessionId, isProved: true });
  await recordAct(tx, deps, actor, { type: "person.proved", stream: personId, body: { by: method } });
  return { kind: "proved", ...renewed };
}
