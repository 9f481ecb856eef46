import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";

/** For a look at a mint that can as well be had the next time: its silence is no failure, everything else is. */
export function onlyIfSilent(error: unknown): void {
  if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
}
