import { NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";

/** Lets a mint be silent where what it would say can wait; anything else is thrown on. */
export function onlyIfSilent(error: unknown): void {
  if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
}
