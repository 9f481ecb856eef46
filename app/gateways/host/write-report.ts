import { renameSync, writeFileSync } from "node:fs";
import type { HostReport } from "./port.ts";

/** Puts the report where the hub, which is another user, reads it: whole or not at all. It lies in memory, unflushed. */
export function writeReport(file: string, report: HostReport): void {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify({ ...report, atMs: Number(report.atMs) })}\n`, { mode: 0o644 });
  renameSync(unfinished, file);
}
