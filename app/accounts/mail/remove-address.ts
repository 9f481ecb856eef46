import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { isLastWayIn } from "../last-way-in.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";

/** Takes an address away from its person, but never the last way in. It is told of everywhere, there as well. */
export async function removeAddress(
  deps: Acting,
  actor: Actor,
  address: string,
): Promise<{ kind: "address-removed" } | Refused<"unknown-address" | "last-way-in">> {
  return transact(deps.db, async (tx) => {
    const isLast = await isLastWayIn(tx, actor.personId);
    const own = tx.selectFrom("email").where("address", "=", address).where("person_id", "=", actor.personId);
    if ((await own.select("address").executeTakeFirst()) === undefined) return refuse("unknown-address");
    if (isLast) return refuse("last-way-in");
    // Before it is gone: whoever reads that mail must hear of it.
    await notify(tx, deps, actor.personId, "address-removed");
    await tx.deleteFrom("email").where("address", "=", address).execute();
    await recordAct(tx, deps, actor, { type: "address.removed", stream: actor.personId, body: {} });
    return { kind: "address-removed" };
  });
}
