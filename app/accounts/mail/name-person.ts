import type { Db } from "../../db/database.ts";
import type { SignInTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { ownerOf } from "./address-owner.ts";
import { COMING_IN } from "./come-in.ts";

/**
 * Finds out whose the address is that somebody wants to come in by, and keeps it with the request. In the jobs that
 * ask this person, where nobody waits for the answer: whoever asked would see by its time that the address is known.
 */
export async function namePerson(db: Db, row: SignInTable): Promise<string | null> {
  if (row.person_id !== null || !COMING_IN.some((purpose) => purpose === row.purpose)) return row.person_id;
  return transact(db, async (tx) => {
    const owner = await ownerOf(tx, row.address);
    if (owner === undefined) return null;
    await tx.updateTable("sign_in").set({ person_id: owner.id }).where("id", "=", row.id).execute();
    return owner.id;
  });
}
