import { readFileSync } from "node:fs";

/** Resident memory of a process in MB (10^6 bytes), as the kernel counts it. */
export function residentMb(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (match === null) throw new Error(`process ${pid} has no resident memory`);
  return (Number(match[1]) * 1024) / 1_000_000;
}

/** Watches what a process holds, part by part of a run. */
export interface MemoryWatch {
  /** The most that the process held while `work` ran is noted under a name. */
  during: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  highestMb: ReadonlyMap<string, number>;
}

const EVERY_MS = 100;

export function watchMemory(pid: number): MemoryWatch {
  const highestMb = new Map<string, number>();
  const look = (name: string) => highestMb.set(name, Math.max(highestMb.get(name) ?? 0, residentMb(pid)));
  return {
    highestMb,
    during: async (name, work) => {
      const timer = setInterval(() => look(name), EVERY_MS);
      try {
        return await work();
      } finally {
        clearInterval(timer);
        look(name);
      }
    },
  };
}
