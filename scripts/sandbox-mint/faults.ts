import { z } from "zod";

/**
 * What goes wrong with requests whose path begins so, the next so many times. `before`: the mint never hears of it;
 * `after`: it has done it. `stale-failed`: the node says that a payment failed which arrives.
 */
export const Fault = z.object({
  kind: z.enum([
    "drop-before",
    "drop-after",
    "error-before",
    "error-after",
    "delay",
    "wrong-dleq",
    "empty-change",
    "stale-failed",
  ]),
  path: z.string().default("/v1/"),
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).max(60_000).default(0),
  status: z.int().min(500).max(599).default(503),
});

export type Fault = z.output<typeof Fault>;

export type Faults = {
  add(faults: readonly Fault[]): void;
  clear(): void;
  /** Those that are still to come. */
  due(): readonly Fault[];
  /** The next one for a request, which has come now. */
  takeFor(path: string): Fault | undefined;
  takeStaleFailed(): boolean;
};

export function newFaults(): Faults {
  let waiting: Fault[] = [];
  const take = (isWanted: (fault: Fault) => boolean): Fault | undefined => {
    const fault = waiting.find(isWanted);
    if (fault !== undefined) fault.times -= 1;
    waiting = waiting.filter(({ times }) => times > 0);
    return fault;
  };
  return {
    add: (faults) => void waiting.push(...faults.map((fault) => ({ ...fault }))),
    clear: () => void (waiting = []),
    due: () => waiting,
    takeFor: (path) => take((fault) => fault.kind !== "stale-failed" && path.startsWith(fault.path)),
    takeStaleFailed: () => take(({ kind }) => kind === "stale-failed") !== undefined,
  };
}
