import type { Db } from "../../db/database.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";

/** Gives a key the name by which its person knows it; an empty one is the name of its kind. */
export async function renameKey(
  db: Db,
  personId: string,
  { id, label }: { id: string; label: string },
): Promise<{ kind: "key-renamed" } | Refused<"no-such-key">> {
  const { numUpdatedRows } = await db
    .updateTable("credential")
    .set({ label })
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? refuse("no-such-key") : { kind: "key-renamed" };
}
