import { sql } from "kysely";
import type { Db, Tx } from "../../db/database.ts";
import type { WebhookDeliveryTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import type { UnixMs } from "../../domain/time.ts";

/** A delivery that is ours until its lease ends; `claim` proves it. */
export type Claimed = Omit<WebhookDeliveryTable, "claim"> & { claim: string };

export type Claiming = {
  now: UnixMs;
  leaseMs: bigint;
  /** Names this turn of this process; random, so that nobody else's is the same. */
  claim: string;
  /** How many may be taken in all, and of one webhook. */
  limit: number;
  limitOf: (webhook: { id: string; isFailing: boolean }) => number;
};

/**
 * Takes messages whose time has come, the earliest of each order, for each webhook as many as it has room for: whoever
 * answers slowly keeps nobody else waiting. What somebody took and did not finish within its lease is taken over. Lost
 * with a power cut, the claim is made again, and the message may come twice, with the same id.
 */
export async function claimDue(db: Db, claiming: Claiming): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for (const webhook of await webhooksWithWork(db, claiming.now)) {
    const limit = Math.min(claiming.limit - claimed.length, claiming.limitOf(webhook));
    if (limit > 0)
      claimed.push(
        ...(await transact(db, (tx) => claimOf(tx, db.engine, webhook.id, { ...claiming, limit }), "recoverable")),
      );
  }
  return claimed;
}

type WithWork = { id: string; isFailing: boolean };

/** Those that have waited longest first. */
async function webhooksWithWork(db: Db, now: UnixMs): Promise<WithWork[]> {
  const { rows } = await sql<{ id: string; failing_since_ms: bigint | null }>`
    SELECT id, failing_since_ms FROM (
      SELECT id, failing_since_ms, (
        SELECT MIN(due_at_ms) FROM webhook_delivery WHERE webhook_id = webhook.id AND state = 'waiting'
      ) AS first_due
      FROM webhook WHERE state = 'on'
    ) AS waiting
    WHERE first_due <= ${now} ORDER BY first_due, id`.execute(db);
  return rows.map(({ id, failing_since_ms }) => ({ id, isFailing: failing_since_ms !== null }));
}

async function claimOf(
  tx: Tx,
  engine: Db["engine"],
  webhookId: string,
  { now, leaseMs, claim, limit }: Claiming,
): Promise<Claimed[]> {
  const lock = engine === "postgres" ? sql`FOR UPDATE OF mine SKIP LOCKED` : sql``;
  const { rows } = await sql<Claimed>`
    WITH due AS MATERIALIZED (
      SELECT mine.id FROM webhook_delivery AS mine
      WHERE mine.webhook_id = ${webhookId} AND mine.state = 'waiting' AND mine.due_at_ms <= ${now}
        AND NOT EXISTS (
          SELECT 1 FROM webhook_delivery AS earlier
          WHERE earlier.webhook_id = mine.webhook_id AND earlier.stream = mine.stream AND earlier.state = 'waiting'
            AND earlier.seq < mine.seq
        )
      ORDER BY mine.due_at_ms, mine.id LIMIT ${limit} ${lock}
    )
    UPDATE webhook_delivery
    SET due_at_ms = ${now + leaseMs}, claim = ${claim}, attempts = attempts + 1, updated_at_ms = ${now}
    WHERE id IN (SELECT id FROM due) AND state = 'waiting' AND due_at_ms <= ${now}
    RETURNING *`.execute(tx);
  return rows;
}
