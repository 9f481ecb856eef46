import { sql } from "kysely";
import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { TEST_EVENT } from "../../domain/webhook-events.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Claimed } from "./claim-due.ts";
import type { Delivering } from "./deliver.ts";
import { FAILING_MS, nextTryMs } from "./plan.ts";
import { giveUp } from "./switch-off.ts";

/** One try, as it went; `status` is null when no whole answer came. */
export type Attempted = {
  atMs: UnixMs;
  tookMs: bigint;
  status: number | null;
  retryAfter: string | null;
  answer: string;
  error: string;
};

type Recording = Pick<Delivering, "db" | "clock" | "random">;

const GONE = 410;

/**
 * Writes down how a try went, unless somebody else holds the message by now: sent, to be tried again, or given up. A
 * power cut may take this with it; then the message comes once more.
 */
export async function recordAttempt(deps: Recording, delivery: Claimed, attempted: Attempted): Promise<void> {
  const isTaken = attempted.status !== null && attempted.status >= 200 && attempted.status < 300;
  const keep = attempted.status === GONE ? "on-disk" : "recoverable";
  await transact(
    deps.db,
    async (tx) => {
      const now = deps.clock();
      const dueAtMs = isTaken ? undefined : nextTry(deps, delivery, attempted, now);
      const state = isTaken ? "sent" : dueAtMs === undefined ? "failed" : "waiting";
      const moved = await tx
        .updateTable("webhook_delivery")
        .set({ state, claim: null, updated_at_ms: now, ...(dueAtMs !== undefined && { due_at_ms: dueAtMs }) })
        .where("id", "=", delivery.id)
        .where("state", "=", "waiting")
        .where("claim", "=", delivery.claim)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return;
      await writeAttempt(tx, delivery, attempted);
      if (dueAtMs !== undefined) await keepTurn(tx, delivery, dueAtMs);
      if (isTaken) await markWell(tx, delivery, now);
      else await markFailing(tx, deps, delivery, attempted, now);
    },
    keep,
  );
}

function nextTry({ random }: Recording, delivery: Claimed, { retryAfter }: Attempted, now: UnixMs): bigint | undefined {
  return nextTryMs({ attempts: delivery.attempts, isTest: delivery.type === TEST_EVENT, retryAfter }, now, random);
}

/** Those behind it cannot go before it: nobody need look at them until then. */
async function keepTurn(tx: Tx, { webhook_id, stream, seq }: Claimed, dueAtMs: bigint): Promise<void> {
  await tx
    .updateTable("webhook_delivery")
    .set({ due_at_ms: dueAtMs })
    .where("webhook_id", "=", webhook_id)
    .where("stream", "=", stream)
    .where("state", "=", sql.lit("waiting" as const))
    .where("seq", ">", seq)
    .where("due_at_ms", "<", dueAtMs)
    .execute();
}

async function writeAttempt(tx: Tx, { id, attempts }: Claimed, attempted: Attempted): Promise<void> {
  await tx
    .insertInto("webhook_attempt")
    .values({
      delivery_id: id,
      number: attempts,
      at_ms: attempted.atMs,
      took_ms: attempted.tookMs,
      status: attempted.status === null ? null : BigInt(attempted.status),
      error: attempted.error,
      answer: attempted.answer,
    })
    .execute();
}

async function markWell(tx: Tx, { webhook_id }: Claimed, now: UnixMs): Promise<void> {
  await tx
    .updateTable("webhook")
    .set({ failing_since_ms: null, updated_at_ms: now })
    .where("id", "=", webhook_id)
    .where("failing_since_ms", "is not", null)
    .execute();
}

async function markFailing(
  tx: Tx,
  deps: Recording,
  { webhook_id: id, type }: Claimed,
  { status }: Attempted,
  now: UnixMs,
): Promise<void> {
  if (status === GONE) return giveUp(tx, deps, id, "gone");
  // What somebody tries by hand counts for nothing.
  if (type === TEST_EVENT) return;
  await tx
    .updateTable("webhook")
    .set({ failing_since_ms: now, updated_at_ms: now })
    .where("id", "=", id)
    .where("failing_since_ms", "is", null)
    .execute();
  const row = await tx.selectFrom("webhook").select("failing_since_ms").where("id", "=", id).executeTakeFirst();
  if (row !== undefined && row.failing_since_ms !== null && now - row.failing_since_ms >= FAILING_MS)
    await giveUp(tx, deps, id, "failing");
}
