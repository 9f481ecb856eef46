import type { Tx } from "../../db/database.ts";
import type { Role } from "../../domain/permissions.ts";
import type { Acting } from "../acting.ts";
import type { ShownKey } from "./key.ts";

/**
 * Whose key it is, noting that it was used; undefined when it is nobody's here, or not `personId`'s. A key that
 * counts must have counted on: two that count the same are one key and its copy (WebAuthn 6.1.1).
 */
export async function noteUse(
  tx: Tx,
  { clock }: Pick<Acting, "clock">,
  { kind, identifier, signCount }: ShownKey,
  personId?: string,
): Promise<{ id: string; role: Role } | undefined> {
  let query = tx
    .selectFrom("credential")
    .innerJoin("person", "person.id", "credential.person_id")
    .select(["credential.id as key_id", "person.id", "role"])
    .where("kind", "=", kind)
    .where("identifier", "=", identifier)
    .where("person.state", "=", "active");
  if (personId !== undefined) query = query.where("person.id", "=", personId);
  const found = await query.executeTakeFirst();
  if (found === undefined) return undefined;
  const noted = await tx
    .updateTable("credential")
    .set({ sign_count: signCount, last_used_at_ms: clock() })
    .where("id", "=", found.key_id)
    .where("sign_count", signCount === 0n ? "=" : "<", signCount)
    .executeTakeFirst();
  return noted.numUpdatedRows === 0n ? undefined : { id: found.id, role: found.role };
}
