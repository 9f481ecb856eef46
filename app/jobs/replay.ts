import type { Db } from "../db/database.ts";
import { JOB_STREAM } from "../db/enqueue.ts";
import { growStream } from "../db/grow-stream.ts";
import { transact } from "../db/transact.ts";
import type { UnixMs } from "../domain/time.ts";

/** `not-dead`: there is no such job or it was replayed already; `already-queued`: the same work waits or runs. */
export type Replayed = "replayed" | "not-dead" | "already-queued";

/** Gives a dead job all its attempts again, from now on. */
export async function replay(db: Db, id: string, now: UnixMs): Promise<Replayed> {
  return transact(db, async (tx) => {
    const job = await tx
      .selectFrom("job")
      .select("dedupe_key")
      .where("id", "=", id)
      .where("state", "=", "dead")
      .executeTakeFirst();
    if (job === undefined) return "not-dead";
    const same = await tx
      .selectFrom("job")
      .select("id")
      .where("dedupe_key", "=", job.dedupe_key)
      .where("state", "in", ["ready", "running"])
      .executeTakeFirst();
    if (same !== undefined) return "already-queued";
    await tx
      .updateTable("job")
      .set({ state: "ready", attempts: 0n, run_at_ms: now, updated_at_ms: now })
      .where("id", "=", id)
      .execute();
    growStream(JOB_STREAM);
    return "replayed";
  });
}
