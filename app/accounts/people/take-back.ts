import { transact } from "../../db/transact.ts";
import { isId } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { recordAct } from "../record-act.ts";

/** One invitation; with a stall, only if it lets a seller in there. */
export type Which = { id: string; stallId?: string };

/** Makes a link worthless that nobody has used yet. */
export async function takeBack(
  deps: Acting,
  actor: Actor,
  { id, stallId }: Which,
): Promise<{ kind: "taken-back" } | Refused<"unknown-invitation">> {
  if (!isId("inv", id) || (stallId !== undefined && !isId("stl", stallId))) return refuse("unknown-invitation");
  return transact(deps.db, async (tx) => {
    let query = tx.deleteFrom("invitation").where("id", "=", id).where("used_at_ms", "is", null);
    if (stallId !== undefined) query = query.where("stall_id", "=", stallId);
    const taken = await query.returning("role").executeTakeFirst();
    if (taken === undefined) return refuse("unknown-invitation");
    await recordAct(tx, deps, actor, { type: "invitation.taken-back", stream: id, body: { role: taken.role } });
    return { kind: "taken-back" };
  });
}
