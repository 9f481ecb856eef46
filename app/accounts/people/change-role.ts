import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { isId } from "../../domain/ids.ts";
import type { Role } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { endOtherSessions } from "../end-session.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";
import { revokeExcessKeys } from "./revoke-excess-keys.ts";

/** What somebody can be made; a hub has one owner, who stays. */
export type NewRole = { role: Exclude<Role, "owner" | "seller"> } | { role: "seller"; stallId: string };

export type RoleChange = {
  personId: string;
  /** What the person was when this was decided. */
  from: Role;
  to: NewRole;
};

/**
 * Makes a person something else. Whoever was signed in as the old is not any more, and programs keep only keys
 * whose every permission the new role has.
 */
export async function changeRole(
  deps: Acting,
  actor: Actor,
  { personId, from, to }: RoleChange,
): Promise<{ kind: "changed" } | Refused<"owner-stays" | "unknown-stall" | "person-changed">> {
  if (from === "owner") return refuse("owner-stays");
  const stallId = to.role === "seller" ? to.stallId : null;
  return transact(deps.db, async (tx) => {
    if (stallId !== null && !(await isStall(tx, stallId))) return refuse("unknown-stall", "/stall");
    const changed = await tx
      .updateTable("person")
      .set({ role: to.role, stall_id: stallId, updated_at_ms: deps.clock() })
      .where("id", "=", personId)
      .where("role", "=", from)
      .where("state", "!=", "erased")
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refuse("person-changed");
    await endOtherSessions(tx, deps, actor, { personId, except: undefined });
    await revokeExcessKeys(tx, deps, { personId, role: to.role });
    const body = { from, to: to.role, ...(stallId !== null && { stall: stallId }) };
    await recordAct(tx, deps, actor, { type: "role.changed", stream: personId, body });
    await notify(tx, deps, personId, "role-changed");
    return { kind: "changed" };
  });
}

async function isStall(tx: Tx, id: string): Promise<boolean> {
  if (!isId("stl", id)) return false;
  return (await tx.selectFrom("stall").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}
