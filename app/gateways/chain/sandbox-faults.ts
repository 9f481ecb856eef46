import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { ChainSender, ChainWallet } from "./port.ts";

/** The calls that can be told to fail; streams are broken with `dropStreams`. */
type FaultyMethod = Exclude<keyof ChainWallet | keyof ChainSender, "watch">;

/** Those that only look leave nobody in doubt. */
const CHANGING: ReadonlySet<FaultyMethod> = new Set(["newAddress", "draft", "publish", "release"]);

/** How a call fails: before it did anything, or after it did everything. */
type Fault = "not-applied" | "applied-but-unanswered";

export type ChainFaults = {
  /** The next call of the method fails so; asked for twice, the next two do. */
  next(method: FaultyMethod, fault: Fault): void;
  /** Every call fails until it is back. */
  setAway(isAway: boolean): void;
};

export type FaultyCalls = ChainFaults & {
  /** Runs the call as the method, with the fault that is due. */
  run<T>(method: FaultyMethod, act: () => T): T;
};

export function newFaults(): FaultyCalls {
  const due = new Map<FaultyMethod, Fault[]>();
  let isAway = false;
  return {
    next: (method, fault) => void due.set(method, [...(due.get(method) ?? []), fault]),
    setAway: (away) => void (isAway = away),
    run: (method, act) => {
      if (isAway) throw new NotApplied("the sandbox chain is away");
      const fault = due.get(method)?.shift();
      if (fault === "not-applied") throw new NotApplied(`the sandbox chain was told to fail ${method} before acting`);
      const answer = act();
      if (fault === undefined) return answer;
      if (!CHANGING.has(method)) throw new NotApplied(`the sandbox chain was told to keep its answer to ${method}`);
      throw new OutcomeUnknown(`the sandbox chain was told to keep its answer to ${method}`);
    },
  };
}
