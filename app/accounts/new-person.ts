import type { Tx } from "../db/database.ts";
import { newId } from "../domain/ids.ts";
import type { Role } from "../domain/permissions.ts";
import type { Acting, Visit } from "./acting.ts";
import { recordAct } from "./record-act.ts";

export type Newcomer = {
  role: Role;
  /** Exactly for sellers. */
  stallId: string | null;
  name: string;
  /** The invitation that they came with, if with one. */
  invitation?: string;
};

/** Makes somebody known to the hub; answers with their id. */
export async function newPerson(
  tx: Tx,
  deps: Omit<Acting, "db">,
  visit: Visit,
  { role, stallId, name, invitation }: Newcomer,
): Promise<string> {
  const now = deps.clock();
  const id = newId("per", now, deps.random);
  await tx
    .insertInto("person")
    .values({
      id,
      role,
      stall_id: stallId,
      name,
      locale: "",
      state: "active",
      hold_until_ms: 0n,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  const body = { role, ...(invitation !== undefined && { invitation }) };
  await recordAct(tx, deps, { personId: id, ...visit }, { type: "person.joined", stream: id, body });
  return id;
}
