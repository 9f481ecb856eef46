import type { Reader } from "../db/database.ts";

export type DeadJob = {
  id: string;
  kind: string;
  payload: string;
  attempts: bigint;
  lastError: string;
  diedAtMs: bigint;
};

/** The jobs that were given up, newest first; `beforeId` is the last id of the page before. */
export async function listDead(db: Reader, limit: number, beforeId?: string): Promise<DeadJob[]> {
  const dead = db.selectFrom("job").where("state", "=", "dead");
  const rows = await (beforeId === undefined ? dead : dead.where("id", "<", beforeId))
    .select(["id", "kind", "payload", "attempts", "last_error", "updated_at_ms"])
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    payload: row.payload,
    attempts: row.attempts,
    lastError: row.last_error ?? "",
    diedAtMs: row.updated_at_ms,
  }));
}
