import type { Db } from "../../db/database.ts";
import { enqueue } from "../../db/enqueue.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import { RECONCILE_JOB } from "./reconcile-books.ts";

/** Has everything compared now; asked twice, it is done once. It reads a lot, so a job does it and nobody waits. */
export async function askToReconcile({ db, clock, random }: { db: Db; clock: Clock; random: Random }): Promise<void> {
  await transact(db, async (tx) => {
    const now = clock();
    const id = newId("job", now, random);
    const job = { id, kind: RECONCILE_JOB, payload: {}, runAtMs: now, nowMs: now, dedupeKey: RECONCILE_JOB };
    await enqueue(tx, { ...job, maxAttempts: 2n });
  });
}
