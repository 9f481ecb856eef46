import type { Config } from "../../../app/config.ts";
import { REPORT_GOOD_FOR_MS, judgeBoard } from "../../../app/domain/board-health.ts";
import type { BoardFinding } from "../../../app/domain/board-health.ts";
import { hostReader } from "../../../app/gateways/host/read-report.ts";
import { bad, fine, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** How the machine is, by the metrics program's report; nothing where the hub was not told of one. */
export function checkBoard({ hostReport: file }: Pick<Config, "hostReport">, nowMs: number): Finding[] {
  if (file === undefined) return [];
  const report = hostReader(file)();
  if (report === undefined || BigInt(nowMs) - report.atMs > REPORT_GOOD_FOR_MS)
    return [warning("board", "the metrics program has left no word lately: systemctl status satoshop-metrics")];
  const found = judgeBoard(report).filter(({ level }) => level !== "fine");
  if (found.length === 0) return [fine("board", "memory, disk and temperature are as they should be")];
  return found.map((each) => (each.level === "bad" ? bad : warning)("board", `${said(each)}: see /owner/board`));
}

const PARTS = {
  disk: "of the disk is used",
  memory: "of the memory is used",
  load: "of what the processor can do is asked of it",
  "memory-pressure": "of the time something waits for memory",
  "disk-pressure": "of the time something waits for the disk",
} as const;

function said({ part, value }: BoardFinding): string {
  const number = Math.round(value);
  return part === "temperature" ? `the processor is at ${number} °C` : `${number} % ${PARTS[part]}`;
}
