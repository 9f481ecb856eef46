import type { Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { isId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Acting, Actor } from "./acting.ts";
import { recordAct } from "./record-act.ts";

/** Ends one session of a person; the cookie, and every token made from it, is worthless from this moment on. */
export async function endSession(
  deps: Acting,
  actor: Actor,
  { personId, sessionId }: { personId: string; sessionId: string },
): Promise<{ kind: "ended" } | Refused<"unknown-session">> {
  // An address may hold what no database takes for text.
  if (!isId("ses", sessionId)) return refuse("unknown-session");
  return transact(deps.db, async (tx) => {
    const ended = await tx
      .deleteFrom("session")
      .where("id", "=", sessionId)
      .where("person_id", "=", personId)
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) return refuse("unknown-session");
    await recordAct(tx, deps, actor, { type: "session.ended", stream: personId, body: { session: sessionId } });
    return { kind: "ended" };
  });
}

/** Ends all sessions of a person but one, inside the transaction of what makes that necessary. Answers how many. */
export async function endOtherSessions(
  tx: Tx,
  deps: Omit<Acting, "db">,
  actor: Actor,
  { personId, except }: { personId: string; except: string | undefined },
): Promise<number> {
  let query = tx.deleteFrom("session").where("person_id", "=", personId);
  if (except !== undefined) query = query.where("id", "!=", except);
  const { numDeletedRows } = await query.executeTakeFirst();
  if (numDeletedRows > 0n) {
    const body = { count: numDeletedRows.toString() };
    await recordAct(tx, deps, actor, { type: "sessions.ended", stream: personId, body });
  }
  return Number(numDeletedRows);
}
