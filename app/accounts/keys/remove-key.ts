import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { isLastWayIn } from "../last-way-in.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";

/** Takes a key away from its person, but never the last way in, and tells them on every channel. */
export async function removeKey(
  deps: Acting,
  actor: Actor,
  id: string,
): Promise<{ kind: "key-removed" } | Refused<"no-such-key" | "last-way-in">> {
  return transact(deps.db, async (tx) => {
    const isLast = await isLastWayIn(tx, actor.personId);
    const own = tx.selectFrom("credential").where("id", "=", id).where("person_id", "=", actor.personId);
    const key = await own.select("kind").executeTakeFirst();
    if (key === undefined) return refuse("no-such-key");
    if (isLast) return refuse("last-way-in");
    await tx.deleteFrom("credential").where("id", "=", id).execute();
    const body = { key: id, by: key.kind };
    await recordAct(tx, deps, actor, { type: "key.removed", stream: actor.personId, body });
    await notify(tx, deps, actor.personId, "key-removed");
    return { kind: "key-removed" };
  });
}
