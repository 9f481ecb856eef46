import { appendEvent } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { InvitationTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Inviting } from "./invite.ts";
import { openSession } from "./open-session.ts";
import type { OpenedSession } from "./open-session.ts";

/**
 * Trades a link's token for a session, once. The owner's link lets the one owner in again; a seller's
 * link makes a new person at that stall.
 */
export async function acceptInvitation(
  deps: Inviting,
  token: string,
  name: string,
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
    const personId = (await existingOwner(tx, invitation)) ?? (await newPerson(tx, deps, invitation, name));
    const event = { id: newId("evt", now, deps.random), stream: personId, type: "person.signed-in", atMs: now };
    await appendEvent(tx, { ...event, body: { role: invitation.role, by: "link" } });
    return openSession(tx, deps, personId);
  });
}

async function existingOwner(tx: Tx, invitation: InvitationTable): Promise<string | undefined> {
  if (invitation.role !== "owner") return undefined;
  const owner = await tx.selectFrom("person").select("id").where("role", "=", "owner").executeTakeFirst();
  return owner?.id;
}

async function newPerson(tx: Tx, deps: Inviting, invitation: InvitationTable, name: string): Promise<string> {
  const now = deps.clock();
  const id = newId("per", now, deps.random);
  await tx
    .insertInto("person")
    .values({ id, role: invitation.role, stall_id: invitation.stall_id, name, created_at_ms: now })
    .execute();
  return id;
}
