import type { Tx } from "../db/database.ts";
import type { InvitationTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Acting, Visit } from "./acting.ts";
import { openSession } from "./open-session.ts";
import type { OpenedSession } from "./open-session.ts";
import { recordAct } from "./record-act.ts";

export type Guest = { name: string; visit: Visit };

/**
 * Trades a link's token for a session, once. The owner's link lets the one owner in again; any other makes a new
 * person in the role that the link was made for.
 */
export async function acceptInvitation(
  deps: Acting,
  token: string,
  { name, visit }: Guest,
): Promise<OpenedSession | Refused<"link-spent">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const invitation = await tx
      .updateTable("invitation")
      .set({ used_at_ms: now })
      .where("token_hash", "=", sha256Hex(token))
      .where("used_at_ms", "is", null)
      .where("expires_at_ms", ">", now)
      .returningAll()
      .executeTakeFirst();
    if (invitation === undefined) return refuse("link-spent");
    // The person has their name now, and the link none.
    await tx.updateTable("invitation").set({ name: "" }).where("id", "=", invitation.id).execute();
    const id = (await existingOwner(tx, invitation)) ?? (await newPerson(tx, deps, invitation, { name, visit }));
    return openSession(tx, deps, { person: { id, role: invitation.role }, method: "link", visit });
  });
}

async function existingOwner(tx: Tx, invitation: InvitationTable): Promise<string | undefined> {
  if (invitation.role !== "owner") return undefined;
  const owner = await tx.selectFrom("person").select("id").where("role", "=", "owner").executeTakeFirst();
  return owner?.id;
}

async function newPerson(tx: Tx, deps: Acting, invitation: InvitationTable, guest: Guest): Promise<string> {
  const { role, stall_id } = invitation;
  const now = deps.clock();
  const id = newId("per", now, deps.random);
  await tx
    .insertInto("person")
    .values({
      id,
      role,
      stall_id,
      name: guest.name === "" ? invitation.name : guest.name,
      locale: "",
      state: "active",
      hold_until_ms: 0n,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  const act = { type: "person.joined", stream: id, body: { role, invitation: invitation.id } };
  await recordAct(tx, deps, { personId: id, ...guest.visit }, act);
  return id;
}
