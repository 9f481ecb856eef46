import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "../db/database.ts";
import { proveWrite } from "../db/prove-write.ts";
import type { Clock } from "../domain/time.ts";

export type Signs = {
  db: Db;
  clock: Clock;
  /** When the schedule last looked for what is due, by `performance.now()`. */
  lookedAtMs: () => number;
};

/** How late a timer may come, how long ago the schedule may have looked, and how long a write may take. */
export type Patience = { lagMs: number; lookMs: number; writeMs: number };

const patienceOfAPerson: Patience = { lagMs: 5_000, lookMs: 30_000, writeMs: 10_000 };

/**
 * What of this process hangs, so that only a new start helps; undefined when nothing does. Neighbours are no part of
 * it (app/http/readiness.ts looks at them): ending the hub brings neither LND nor PostgreSQL back.
 */
export async function whatHangs(signs: Signs, patience: Patience = patienceOfAPerson): Promise<string | undefined> {
  const lagMs = await loopLagMs();
  if (lagMs > patience.lagMs) return `the event loop came ${Math.round(lagMs)} ms late`;
  if (performance.now() - signs.lookedAtMs() > patience.lookMs) return "the schedule stands still";
  if (signs.db.engine === "sqlite" && !(await takesWrites(signs, patience.writeMs)))
    return "the database takes no write";
  return undefined;
}

async function loopLagMs(): Promise<number> {
  const dueMs = performance.now() + 1;
  await pause(1);
  return performance.now() - dueMs;
}

/** No answer means that a transaction never ends; a full or dying disk answers, and is no better after a new start. */
async function takesWrites({ db, clock }: Signs, withinMs: number): Promise<boolean> {
  const enough = new AbortController();
  const written = proveWrite(db, "liveness.written", clock()).then(() => true, isOfDisk);
  const silence = pause(withinMs, false, { signal: enough.signal }).catch(() => false);
  return Promise.race([written, silence]).finally(() => enough.abort());
}

function isOfDisk(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^SQLITE_(?:FULL|READONLY|IOERR)/.test(code);
}
