import type { Acting } from "../../app/accounts/acting.ts";
import type { PersonState } from "../../app/db/schema.ts";
import { newId } from "../../app/domain/ids.ts";
import type { Role } from "../../app/domain/permissions.ts";

/** Somebody who is known to the hub and not signed in. */
export async function addPerson(
  { db, clock, random }: Acting,
  role: Role,
  state: PersonState = "active",
): Promise<{ id: string; role: Role }> {
  const now = clock();
  const id = newId("per", now, random);
  const stallId = role === "seller" ? "stl_1" : null;
  await db
    .insertInto("person")
    .values({
      id,
      role,
      stall_id: stallId,
      name: "Mina",
      locale: "",
      state,
      hold_until_ms: 0n,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  return { id, role };
}
