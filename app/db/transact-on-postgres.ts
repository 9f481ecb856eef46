import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db, Tx } from "./database.ts";
import type { Keep } from "./group-commit.ts";
import { inScope } from "./guarded-driver.ts";
import { CHANGES_CHANNEL } from "./hear-changes.ts";

/** Serialisation failure and deadlock: Postgres asks for the whole transaction again. */
const CONFLICTS = new Set(["40001", "40P01"]);
// Each round lets at least one through: enough rounds for everybody in a crowd that wants the same row.
const MAX_ATTEMPTS = 200;
/** A key is there already: a fault in what asks, or somebody wrote it after this transaction had looked for it. */
const KEY_IS_TAKEN = "23505";

/**
 * Runs `work` in one serialisable transaction, and again for as long as others are in its way. After a key that was
 * taken it looks a second time and no more, since Postgres cannot tell a race from a fault there (its manual, 13.5).
 */
export async function transactOnPostgres<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  keep: Keep,
): Promise<Result> {
  let hasLookedTwice = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work, keep);
    } catch (error) {
      const code = codeOf(error);
      if (attempt === MAX_ATTEMPTS || !(CONFLICTS.has(code) || (code === KEY_IS_TAKEN && !hasLookedTwice))) throw error;
      if (code === KEY_IS_TAKEN) hasLookedTwice = true;
      await wait(pauseMs(attempt));
    }
  }
}

let spread = 0;

/** Up to 5 ms more with each attempt. Steps of the golden ratio keep those who met once from meeting again. */
function pauseMs(attempt: number): number {
  spread = (spread + (Math.sqrt(5) - 1) / 2) % 1;
  return 1 + spread * 5 * Math.min(attempt, 20);
}

async function once<Result>(db: Db, work: (tx: Tx) => Promise<Result>, keep: Keep): Promise<Result> {
  const scope = { grownStreams: new Set<string>(), isOpen: true };
  const result = await db
    .transaction()
    .execute(async (tx) =>
      inScope(scope, async () => {
        if (keep === "recoverable") await sql`SET LOCAL synchronous_commit = off`.execute(tx);
        const value = await work(tx);
        await notifyOthers(tx, scope.grownStreams);
        return value;
      }),
    )
    .finally(() => (scope.isOpen = false));
  // Postgres tells this process as well, but perhaps only after whoever has written reads again.
  db.changes.announce(scope.grownStreams);
  return result;
}

/**
 * Delivered by Postgres on commit to every listening process, this one included; dropped on rollback.
 * One message for each stream, since a message holds less than 8000 bytes.
 */
async function notifyOthers(tx: Tx, streams: ReadonlySet<string>): Promise<void> {
  if (streams.size === 0) return;
  await sql`select pg_notify(${CHANGES_CHANNEL}, stream) from unnest(${[...streams]}::text[]) as stream`.execute(tx);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
