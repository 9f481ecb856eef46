import { appendEvent } from "../../db/append-event.ts";
import type { By } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import { mayDo } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import { APPROVALS_NEEDED } from "./approval-rules.ts";
import { queueSending } from "./write-outgoing.ts";

type Approving = { db: Db; clock: Clock; random: Random };

export type Approved = { kind: "approved"; missing: number };

/**
 * One person's yes to a payout that needs more than one; `revision` is of what they saw. Whoever asked for it counts
 * as one of them, if their word could be one.
 */
export async function approve(
  deps: Approving,
  { id, revision }: { id: string; revision: bigint },
  by: By,
): Promise<Approved | Refused<"unknown-outgoing" | "old-revision" | "already-on-its-way" | "approved-before">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const row = await tx.selectFrom("outgoing").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined) return refuse("unknown-outgoing");
    if (row.state !== "asked") return refuse("already-on-its-way");
    if (row.revision !== revision) return refuse("old-revision");
    const yes = await approversOf(tx, id, row.asked_by);
    if (yes.has(by.personId)) return refuse("approved-before");
    await tx.insertInto("outgoing_approval").values({ outgoing_id: id, person_id: by.personId, at_ms: now }).execute();
    const missing = Math.max(0, APPROVALS_NEEDED - yes.size - 1);
    const event = { id: newId("evt", now, deps.random), stream: row.stall_id, type: "payout.approved", atMs: now };
    await appendEvent(tx, { ...event, by, body: { outgoing: id, missing: missing.toString() } });
    if (missing === 0) await makeReady(tx, deps, id, now);
    return { kind: "approved", missing };
  });
}

async function approversOf(tx: Tx, id: string, askedBy: string): Promise<Set<string>> {
  const rows = await tx.selectFrom("outgoing_approval").select("person_id").where("outgoing_id", "=", id).execute();
  const asker = await tx.selectFrom("person").select("role").where("id", "=", askedBy).executeTakeFirst();
  const people = rows.map(({ person_id }) => person_id);
  return new Set(asker !== undefined && mayDo(asker.role, "payouts.approve") ? [...people, askedBy] : people);
}

async function makeReady(tx: Tx, { random }: Approving, id: string, now: UnixMs): Promise<void> {
  const moved = await tx
    .updateTable("outgoing")
    .set({ state: "ready", next_try_ms: now, updated_at_ms: now })
    .where("id", "=", id)
    .where("state", "=", "asked")
    .executeTakeFirst();
  if (moved.numUpdatedRows === 1n) await queueSending(tx, random, id, now);
}
