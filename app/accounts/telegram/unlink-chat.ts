import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { isLastWayIn } from "../last-way-in.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";

/** Takes the chat away from its person, but never the last way in. It is told of everywhere, there as well. */
export async function unlinkChat(
  deps: Acting,
  actor: Actor,
): Promise<{ kind: "unlinked" } | Refused<"no-chat" | "last-way-in">> {
  return transact(deps.db, async (tx) => {
    const { personId } = actor;
    const own = tx.selectFrom("telegram_chat").select("chat_id").where("person_id", "=", personId);
    if ((await own.executeTakeFirst()) === undefined) return refuse("no-chat");
    if (await isLastWayIn(tx, personId)) return refuse("last-way-in");
    // Before it is gone: whoever reads along there must hear of it.
    await notify(tx, deps, personId, "chat-removed");
    await tx.deleteFrom("telegram_chat").where("person_id", "=", personId).execute();
    await recordAct(tx, deps, actor, { type: "chat.unlinked", stream: personId, body: {} });
    return { kind: "unlinked" };
  });
}
