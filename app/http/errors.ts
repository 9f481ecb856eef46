import { Misconfigured, NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import { refuse } from "../domain/refusal.ts";
import type { HubContext } from "./context.ts";
import { answerProblem } from "./problem.ts";

/**
 * What was thrown: the node's failures, which an action did not turn into an answer, and bugs. The log
 * gets everything, the caller the trace id to quote.
 */
export function onError(error: Error, c: HubContext): Response | Promise<Response> {
  const log = c.get("log");
  // Whoever hung up while sending is not there to read an answer either.
  if (c.req.raw.signal.aborted) return c.body(null, 400);
  if (error instanceof NotApplied || error instanceof OutcomeUnknown || error instanceof Misconfigured) {
    log.error({ err: error }, "the node failed a request");
    return answerProblem(c, refuse("node-unavailable"));
  }
  log.error({ err: error }, "unexpected error");
  return answerProblem(c, { reason: "internal-error" });
}

export function onNotFound(c: HubContext): Response | Promise<Response> {
  return answerProblem(c, refuse("not-found"));
}
