import { readLastBackup } from "../../../app/backups/last-backup.ts";
import { BACKUP_LATE_AFTER_MS } from "../../../app/domain/board-health.ts";
import { fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

const HOUR_MS = 3_600_000;

/** Whether there is a verified backup that is young enough to come back to. */
export function checkBackups(dataDir: string, nowMs: number): Finding {
  const last = readLastBackup(dataDir);
  if (last === undefined)
    return warning("backups", "none was made yet: run `satoshop backup` every day (docs/backup.md)");
  const hours = Math.floor((nowMs - last.madeAtMs) / HOUR_MS);
  const said = `the last one is ${hours} hours old: ${last.file}`;
  return {
    ...(nowMs - last.madeAtMs > BACKUP_LATE_AFTER_MS
      ? warning("backups", `${said}. See why \`satoshop backup\` does not run`)
      : fine("backups", said)),
    own: [last.file],
  };
}
