import type { Tx } from "../../db/database.ts";
import type { OpenRow } from "./find-request.ts";

/** Takes an open request out of the world; false when somebody was quicker (ASVS 6.5.1: once, and once only). */
export async function useUp(tx: Tx, row: OpenRow): Promise<boolean> {
  const used = await tx
    .updateTable("sign_in")
    .set({ state: "used" })
    .where("id", "=", row.id)
    .where("state", "=", row.state)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
