import type { Tx } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Outgoing } from "./sending.ts";

/**
 * Whether money still waits as it did when it was taken up: what was prepared meanwhile may be written down as the way
 * by which it leaves. Each try that failed is counted, so whoever began before it is known by an older number.
 */
export async function isStillToBeTried(tx: Tx, { id, tries }: Outgoing, now: UnixMs): Promise<boolean> {
  const moved = await tx
    .updateTable("outgoing")
    .set({ updated_at_ms: now })
    .where("id", "=", id)
    .where("state", "=", "sending")
    .where("tries", "=", tries)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
