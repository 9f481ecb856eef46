import type { Reader } from "../../db/database.ts";
import type { Role } from "../../domain/permissions.ts";

/** Who has shown that they read the mail of this address, and may come in. */
export async function ownerOf(reader: Reader, address: string): Promise<{ id: string; role: Role } | undefined> {
  return reader
    .selectFrom("email")
    .innerJoin("person", "person.id", "email.person_id")
    .select(["person.id", "person.role"])
    .where("address", "=", address)
    .where("person.state", "=", "active")
    .executeTakeFirst();
}
