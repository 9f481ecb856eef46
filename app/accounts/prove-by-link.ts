import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { latestBeginning } from "../domain/time.ts";
import type { Acting, Actor } from "./acting.ts";
import { prove } from "./prove.ts";
import type { Proved } from "./prove.ts";

/**
 * The owner proves who they are with a link from the terminal or `satoshop login-link`: whoever can make one holds
 * the machine itself. Links for others invite new people and prove nothing about those who are here.
 */
export async function proveByLink(
  deps: Acting,
  actor: Actor,
  { sessionId, token }: { sessionId: string; token: string },
): Promise<Proved | Refused<"link-spent">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const owner = tx.selectFrom("person").select("id").where("id", "=", actor.personId).where("role", "=", "owner");
    const spent = await tx
      .updateTable("invitation")
      .set({ used_at_ms: now })
      .where("token_hash", "=", sha256Hex(token))
      .where("role", "=", "owner")
      .where("used_at_ms", "is", null)
      .where("created_at_ms", "<=", latestBeginning(now))
      .where("expires_at_ms", ">", now)
      .where((eb) => eb.exists(owner))
      .executeTakeFirst();
    if (spent.numUpdatedRows === 0n) return refuse("link-spent");
    return prove(tx, deps, actor, { sessionId, method: "link" });
  });
}
