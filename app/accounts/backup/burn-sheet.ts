import type { Tx } from "../../db/database.ts";
import type { Acting, Visit } from "../acting.ts";
import { notify } from "../notify.ts";
import { NOBODY, recordAct } from "../record-act.ts";

/** Ends a sheet whose last guess was wrong, for good, and tells its person. */
export async function burnSheet(
  tx: Tx,
  deps: Omit<Acting, "db">,
  visit: Visit,
  { id, person_id: personId }: { id: string; person_id: string },
): Promise<void> {
  const burnt = await tx
    .updateTable("backup_sheet")
    .set({ state: "burnt", updated_at_ms: deps.clock() })
    .where("id", "=", id)
    .where("state", "=", "good")
    .executeTakeFirst();
  if (burnt.numUpdatedRows === 0n) return;
  const act = { type: "sheet.burnt", stream: personId, body: { sheet: id } };
  await recordAct(tx, deps, { personId: NOBODY, ...visit }, act);
  await notify(tx, deps, personId, "sheet-burnt");
}
