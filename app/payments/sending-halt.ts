import type { Reader } from "../db/database.ts";

export type SendingHalt = {
  /** Of what left after this moment the books may know nothing. */
  backupAtMs: bigint;
  restoredAtMs: bigint;
};

/**
 * Why nothing is sent: the database came back from a backup, and nobody has lifted it yet. Payments that the backup still
 * has as due may have been made since. Of several returns the earliest backup and the latest return count.
 */
export async function sendingHalt(reader: Reader): Promise<SendingHalt | undefined> {
  const { backupAtMs, restoredAtMs } = await reader
    .selectFrom("restoration")
    .where("lifted_at_ms", "is", null)
    .select((eb) => [
      eb.fn.min<bigint | null>("backup_at_ms").as("backupAtMs"),
      eb.fn.max<bigint | null>("restored_at_ms").as("restoredAtMs"),
    ])
    .executeTakeFirstOrThrow();
  return backupAtMs === null || restoredAtMs === null ? undefined : { backupAtMs, restoredAtMs };
}
