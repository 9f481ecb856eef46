import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What `satoshop backup` leaves word of, once the file is whole and was looked through. */
const LastBackup = z.object({
  file: z.string(),
  madeAtMs: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  isEncrypted: z.boolean(),
});

export type LastBackup = z.infer<typeof LastBackup>;

/** Lies in the data folder wherever the backups themselves go. */
export function lastBackupFile(dataDir: string): string {
  return join(dataDir, "backups", "last.json");
}

/** Undefined when none was made yet, or its word cannot be understood, which is as bad. */
export function readLastBackup(dataDir: string): LastBackup | undefined {
  try {
    return LastBackup.parse(JSON.parse(readFileSync(lastBackupFile(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
