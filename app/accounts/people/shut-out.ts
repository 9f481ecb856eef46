import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { endOtherSessions } from "../end-session.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";
import { revokeExcessKeys } from "./revoke-excess-keys.ts";

/** Lets a person in no more: their sessions and their programs' keys are over with this transaction. Not the owner. */
export async function shutOut(
  deps: Acting,
  actor: Actor,
  personId: string,
): Promise<{ kind: "shut-out" } | Refused<"person-changed">> {
  return transact(deps.db, async (tx) => {
    const shut = await tx
      .updateTable("person")
      .set({ state: "shut-out", updated_at_ms: deps.clock() })
      .where("id", "=", personId)
      .where("state", "=", "active")
      .where("role", "!=", "owner")
      .executeTakeFirst();
    if (shut.numUpdatedRows === 0n) return refuse("person-changed");
    await endOtherSessions(tx, deps, actor, { personId, except: undefined });
    await revokeExcessKeys(tx, deps, { personId, role: undefined });
    await recordAct(tx, deps, actor, { type: "person.shut-out", stream: personId, body: {} });
    await notify(tx, deps, personId, "shut-out");
    return { kind: "shut-out" };
  });
}

/** Takes that back: the person may come in again by the ways they had. */
export async function letIn(
  deps: Acting,
  actor: Actor,
  personId: string,
): Promise<{ kind: "let-in" } | Refused<"person-changed">> {
  return transact(deps.db, async (tx) => {
    const back = await tx
      .updateTable("person")
      .set({ state: "active", updated_at_ms: deps.clock() })
      .where("id", "=", personId)
      .where("state", "=", "shut-out")
      .executeTakeFirst();
    if (back.numUpdatedRows === 0n) return refuse("person-changed");
    // Whoever tried a way in meanwhile has a session that was good for nothing; it does not become good by this.
    await endOtherSessions(tx, deps, actor, { personId, except: undefined });
    await recordAct(tx, deps, actor, { type: "person.let-in", stream: personId, body: {} });
    return { kind: "let-in" };
  });
}
