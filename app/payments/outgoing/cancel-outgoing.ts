import { appendEvent } from "../../db/append-event.ts";
import type { By } from "../../db/append-event.ts";
import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock } from "../../domain/time.ts";
import { canStillBePaid, latestAttempt } from "./attempt.ts";
import { bookBack } from "./book-outgoing.ts";

const EVENTS = { refund: { type: "refund.cancelled" }, payout: { type: "payout.cancelled" } } as const;

type Cancelling = { db: Db; clock: Clock; random: Random };

/** Takes back what was asked for and is not on its way; `stallId` keeps a seller to their own. */
export async function cancelOutgoing(
  deps: Cancelling,
  { id, stallId }: { id: string; stallId?: string },
  by: By,
): Promise<{ kind: "cancelled" } | Refused<"unknown-outgoing" | "already-on-its-way">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const row = await tx.selectFrom("outgoing").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined || (stallId !== undefined && row.stall_id !== stallId)) return refuse("unknown-outgoing");
    const last = await latestAttempt(tx, id);
    if (last !== undefined && canStillBePaid(last, now)) return refuse("already-on-its-way");
    const moved = await tx
      .updateTable("outgoing")
      .set({ state: "cancelled", reason: "taken-back", updated_at_ms: now })
      .where("id", "=", id)
      .where("state", "in", ["asked", "ready"])
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return refuse("already-on-its-way");
    await bookBack(tx, { random: deps.random, now }, row);
    const stream = row.order_id ?? row.stall_id;
    const event = { id: newId("evt", now, deps.random), stream, ...EVENTS[row.purpose], atMs: now };
    await appendEvent(tx, { ...event, by, body: { outgoing: id } });
    return { kind: "cancelled" };
  });
}
