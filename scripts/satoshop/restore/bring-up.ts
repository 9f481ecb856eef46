import { randomFillSync } from "node:crypto";
import type { Db } from "../../../app/db/database.ts";
import { migrate } from "../../../app/db/migrate.ts";
import { transact } from "../../../app/db/transact.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { markRestored } from "../../../app/payments/restoration/mark-restored.ts";

/** Brings a restored database to this program's version, and halts what it would send. */
export async function bringUp(db: Db, madeAtMs: number): Promise<void> {
  const now = unixMs(BigInt(Date.now()));
  await migrate(db, now, undefined);
  const random = (bytes: number) => randomFillSync(new Uint8Array(bytes));
  await transact(db, (tx) => markRestored(tx, { backupAtMs: unixMs(BigInt(madeAtMs)), now, random }));
}
