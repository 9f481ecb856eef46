import { notify } from "../../accounts/notify.ts";
import type { Tx } from "../../db/database.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";

/** That there are findings they have not heard of. */
export async function tellOwners(tx: Tx, deps: { clock: Clock; random: Random }): Promise<void> {
  const owners = await tx
    .selectFrom("person")
    .select("id")
    .where("role", "=", "owner")
    .where("state", "=", "active")
    .execute();
  for (const { id } of owners) await notify(tx, deps, id, "books-differ");
}
