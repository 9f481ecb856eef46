import { readFileSync } from "node:fs";

/** Resident memory of a process in MB (10^6 bytes), as the kernel counts it. */
export function residentMb(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (match === null) throw new Error(`process ${pid} has no resident memory`);
  return (Number(match[1]) * 1024) / 1_000_000;
}

/** Watches a process until it is asked for the most that it has held. */
export interface MemoryWatch {
  highestMb: () => number;
  stop: () => void;
}

const EVERY_MS = 100;

export function watchMemory(pid: number): MemoryWatch {
  let highest = residentMb(pid);
  const look = () => (highest = Math.max(highest, residentMb(pid)));
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return {
    highestMb: () => highest,
    stop: () => clearInterval(timer),
  };
}
