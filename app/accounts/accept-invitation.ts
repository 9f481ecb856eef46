import type { Tx } from "../db/database.ts";
import type { InvitationTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { latestBeginning } from "../domain/time.ts";
import type { Acting, Visit } from "./acting.ts";
import { newPerson } from "./new-person.ts";
import { openSession } from "./open-session.ts";
import type { OpenedSession } from "./open-session.ts";

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
      .where("created_at_ms", "<=", latestBeginning(now))
      .where("expires_at_ms", ">", now)
      .returningAll()
      .executeTakeFirst();
    if (invitation === undefined) return refuse("link-spent");
    // The person has their name now, and the link none.
    await tx.updateTable("invitation").set({ name: "" }).where("id", "=", invitation.id).execute();
    const id = (await existingOwner(tx, invitation)) ?? (await newGuest(tx, deps, invitation, { name, visit }));
    return openSession(tx, deps, { person: { id, role: invitation.role }, method: "link", visit });
  });
}

async function existingOwner(tx: Tx, invitation: InvitationTable): Promise<string | undefined> {
  if (invitation.role !== "owner") return undefined;
  const owner = await tx.selectFrom("person").select("id").where("role", "=", "owner").executeTakeFirst();
  return owner?.id;
}

async function newGuest(tx: Tx, deps: Acting, invitation: InvitationTable, guest: Guest): Promise<string> {
  const { id, role, stall_id: stallId } = invitation;
  const name = guest.name === "" ? invitation.name : guest.name;
  return newPerson(tx, deps, guest.visit, { role, stallId, name, invitation: id });
}
