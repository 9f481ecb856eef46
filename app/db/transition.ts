import { chargeMoves, orderMoves } from "../domain/order-state.ts";
import type { ChargeState, OrderState } from "../domain/order-state.ts";
import { appendEvent } from "./append-event.ts";
import type { NewEvent } from "./append-event.ts";
import type { Tx } from "./database.ts";
import { enqueue } from "./enqueue.ts";
import type { NewJob } from "./enqueue.ts";
import { post } from "./post.ts";
import type { Journal } from "./post.ts";

/** What must become true together with the new state, or not at all. */
export type Consequences = {
  event: NewEvent;
  journal?: Journal;
  jobs?: readonly NewJob[];
};

type Move =
  | { table: "orders"; id: string; from: OrderState; to: OrderState }
  | { table: "charge"; id: string; from: ChargeState; to: ChargeState };

/**
 * Moves one row from a state to another and writes the event, the postings and the jobs that follow,
 * all in the caller's transaction. False when the row was not in `from` any more: somebody else moved
 * it, and nothing was written. Throws for a move that the rules do not know.
 */
export async function transition(tx: Tx, move: Move, atMs: bigint, then?: Consequences): Promise<boolean> {
  assertAllowed(move);
  const result = await tx
    .updateTable(move.table)
    .set({ state: move.to, updated_at_ms: atMs })
    .where("id", "=", move.id)
    .where("state", "=", move.from)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  if (then !== undefined) await follow(tx, then);
  return true;
}

async function follow(tx: Tx, then: Consequences): Promise<void> {
  await appendEvent(tx, then.event);
  if (then.journal !== undefined) await post(tx, then.journal);
  for (const job of then.jobs ?? []) await enqueue(tx, job);
}

function assertAllowed(move: Move): void {
  const allowed: readonly string[] = move.table === "orders" ? orderMoves[move.from] : chargeMoves[move.from];
  if (!allowed.includes(move.to)) throw new Error(`a ${move.table} row never moves from ${move.from} to ${move.to}`);
}
