import type { Tx } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";

/** The fee became known: it counts from now on in place of what was set aside. */
export async function spendFee(tx: Tx, id: string, feeMsat: bigint, now: UnixMs): Promise<void> {
  await tx
    .updateTable("fee_reservation")
    .set({ state: "spent", spent_msat: feeMsat, at_ms: now })
    .where("id", "=", id)
    .where("state", "!=", "spent")
    .execute();
}

/** Nothing was spent after all. */
export async function releaseFee(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("fee_reservation")
    .set({ state: "released" })
    .where("id", "=", id)
    .where("state", "=", "held")
    .execute();
}
