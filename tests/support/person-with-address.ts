import type { Acting } from "../../app/accounts/acting.ts";
import type { Role } from "../../app/domain/permissions.ts";
import { addPerson } from "./person.ts";

/** Somebody who has shown that they read the mail of an address, and is not signed in. */
export async function addPersonWithAddress(
  deps: Acting,
  role: Role,
  address: string,
  locale: "en" | "ko" = "en",
): Promise<{ id: string; role: Role; address: string }> {
  const person = await addPerson(deps, role);
  await addAddressOf(deps, person.id, address, locale);
  return { ...person, address };
}

export async function addAddressOf(
  { db, clock }: Acting,
  personId: string,
  address: string,
  locale: "en" | "ko" = "en",
): Promise<void> {
  await db.insertInto("email").values({ address, person_id: personId, locale, verified_at_ms: clock() }).execute();
}
