import type { Db } from "../db/database.ts";
import type { Clock } from "../domain/time.ts";
import { LONGEST_AGE_MS } from "./check-message.ts";

/**
 * Ids are kept for longer than the oldest message that would still be taken, counted from when they came: a message
 * may be from the future by as much as from the past.
 */
const KEPT_MS = 3n * LONGEST_AGE_MS;

/** Forgets the ids of messages that would be refused for their age by now. Answers how many. */
export async function forgetWebhooks({ db, clock }: { db: Db; clock: Clock }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("webhook_seen")
    .where("seen_at_ms", "<", clock() - KEPT_MS)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
