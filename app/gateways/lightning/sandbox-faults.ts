import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { LightningNode } from "./port.ts";

/** The calls that can be told to fail; streams are broken with `dropStreams`. */
export type FaultyMethod = Exclude<keyof LightningNode, "watchSettlements" | "watchHold">;

/** How a call fails: before it did anything, or after it did everything. */
export type Fault = "not-applied" | "applied-but-unanswered";

export interface Faults {
  /** The next call of the method fails so; asked for twice, the next two do. */
  next(method: FaultyMethod, fault: Fault): void;
}

export interface FaultyCalls extends Faults {
  /** Runs the call as the method, with the fault that is due. */
  run<T>(method: FaultyMethod, act: () => T): T;
}

export function newFaults(): FaultyCalls {
  const due = new Map<FaultyMethod, Fault[]>();
  return {
    next: (method, fault) => {
      due.set(method, [...(due.get(method) ?? []), fault]);
    },
    run: (method, act) => {
      const fault = due.get(method)?.shift();
      if (fault === "not-applied") throw new NotApplied(`the sandbox node was told to fail ${method} before acting`);
      const answer = act();
      if (fault === undefined) return answer;
      throw new OutcomeUnknown(`the sandbox node was told to keep its answer to ${method}`);
    },
  };
}
