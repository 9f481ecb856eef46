import type { Db, Reader, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";

type Running = { db: Db; clock: Clock; random: Random };

/** One that has said nothing for so long was killed. */
const SILENT_MS = 5n * MINUTE_MS;

const KEPT_MS = 90n * DAY_MS;

/** Begins a comparison; undefined while another one is under way. */
export async function begin({ db, clock, random }: Running): Promise<string | undefined> {
  return transact(db, async (tx) => {
    const now = clock();
    if (await isUnderWay(tx, now)) return undefined;
    const id = newId("rcn", now, random);
    const row = { id, state: "running", reason: "", compared: 0n, owed_msat: null, spendable_msat: null } as const;
    await tx
      .insertInto("reconciliation")
      .values({ ...row, started_at_ms: now, updated_at_ms: now })
      .execute();
    await tx
      .deleteFrom("reconciliation")
      .where("started_at_ms", "<", now - KEPT_MS)
      .execute();
    return id;
  });
}

/** Ends what was left by a process that was killed, so that it stands in nobody's way. */
async function isUnderWay(tx: Tx, now: bigint): Promise<boolean> {
  await tx
    .updateTable("reconciliation")
    .set({ state: "failed", reason: "broken-off" })
    .where("state", "=", "running")
    .where((eb) => eb.or([eb("updated_at_ms", "<", now - SILENT_MS), eb("updated_at_ms", ">", now + SILENT_MS)]))
    .execute();
  const running = await tx.selectFrom("reconciliation").select("id").where("state", "=", "running").executeTakeFirst();
  return running !== undefined;
}

/** Says how far it is, and that it is still at it. */
export async function progress(tx: Tx, id: string, compared: number, now: bigint): Promise<void> {
  await tx
    .updateTable("reconciliation")
    .set((eb) => ({ compared: eb("compared", "+", BigInt(compared)), updated_at_ms: now }))
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

export async function end(
  { db, clock }: Running,
  id: string,
  ended: { state: "done" | "failed"; reason?: string; owedMsat?: bigint; spendableMsat?: bigint | undefined },
): Promise<void> {
  await db
    .updateTable("reconciliation")
    .set({
      state: ended.state,
      reason: ended.reason ?? "",
      owed_msat: ended.owedMsat ?? null,
      spendable_msat: ended.spendableMsat ?? null,
      updated_at_ms: clock(),
    })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

export type ReconciliationRun = {
  id: string;
  state: "running" | "done" | "failed";
  reason: string;
  compared: bigint;
  owedMsat: bigint | undefined;
  /** Undefined when the hub may not look at the node's balances. */
  spendableMsat: bigint | undefined;
  startedAtMs: bigint;
  updatedAtMs: bigint;
};

/** Newest first. */
export async function listRuns(reader: Reader, limit: number): Promise<ReconciliationRun[]> {
  const rows = await reader.selectFrom("reconciliation").selectAll().orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    reason: row.reason,
    compared: row.compared,
    owedMsat: row.owed_msat ?? undefined,
    spendableMsat: row.spendable_msat ?? undefined,
    startedAtMs: row.started_at_ms,
    updatedAtMs: row.updated_at_ms,
  }));
}
