import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";

type Restored = { backupAtMs: UnixMs; now: UnixMs; random: Random };

/** Notes that this database is as old as its backup: from now on nothing is sent, until the owner has compared. */
export async function markRestored(tx: Tx, { backupAtMs, now, random }: Restored): Promise<void> {
  const row = { id: newId("rst", now, random), backup_at_ms: backupAtMs, restored_at_ms: now };
  await tx
    .insertInto("restoration")
    .values({ ...row, lifted_at_ms: null, lifted_by: null })
    .execute();
}
