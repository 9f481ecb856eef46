import type { FieldError } from "../catalog/validate.ts";
import { refusals } from "../domain/refusal.ts";
import type { RefusalReason, Refused } from "../domain/refusal.ts";
import type { HubContext } from "./context.ts";

/** Why a request failed: a refusal, or a bug that the person can only report. */
export type ProblemReason = RefusalReason | "internal-error";

export type ProblemStatus = (typeof refusals)[RefusalReason][0] | 500;

/** One field at fault: a JSON pointer (RFC 6901) into the body, or the name of a query parameter or header. */
export type ProblemField = { pointer?: string; parameter?: string; header?: string; detail: string };

/** A problem document (RFC 9457). `type` never changes its meaning and leads to its explanation on this hub. */
export type Problem = {
  type: string;
  title: string;
  status: ProblemStatus;
  detail: string;
  reason: ProblemReason;
  errors?: readonly ProblemField[];
  /** What to quote when asking for help; the log has the same ids. */
  requestId: string;
  traceId: string;
};

/** A refusal with everything that is wrong, where the input was checked as a whole. */
export type RefusedInput = Refused & { fields: readonly ProblemField[] };

const INTERNAL_ERROR = [
  500,
  "Something went wrong here, not with your request. Quote the trace id when you report it.",
] as const;

/** Every kind of problem with its status and sentence, in one order. */
export const problemKinds: ReadonlyMap<ProblemReason, readonly [status: ProblemStatus, sentence: string]> = new Map<
  ProblemReason,
  readonly [ProblemStatus, string]
>([
  ...Object.keys(refusals)
    .filter(isReason)
    .map((reason) => [reason, refusals[reason]] as const),
  ["internal-error", INTERNAL_ERROR],
]);

function isReason(text: string): text is RefusalReason {
  return Object.hasOwn(refusals, text);
}

export function isProblemReason(text: string): text is ProblemReason {
  return text === "internal-error" || isReason(text);
}

export function problemType(reason: ProblemReason): string {
  return `/problems/${reason}`;
}

/** "sold-out" → "Sold out". */
export function problemTitle(reason: ProblemReason): string {
  const words = reason.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The problem document of a refusal, or of the bug that `internal-error` stands for. */
function problemOf(c: HubContext, refusal: Refused | RefusedInput | { reason: "internal-error" }): Problem {
  const [status, detail] = problemKinds.get(refusal.reason) ?? INTERNAL_ERROR;
  const fields = fieldsOf(refusal, detail).map((field) => (isRead(c) ? asParameter(field) : field));
  return {
    type: problemType(refusal.reason),
    title: problemTitle(refusal.reason),
    status,
    detail,
    reason: refusal.reason,
    ...(fields.length > 0 && { errors: fields }),
    requestId: c.get("requestId"),
    traceId: c.get("traceParent").split("-")[1] ?? "",
  };
}

function fieldsOf(
  refusal: Refused | RefusedInput | { reason: "internal-error" },
  detail: string,
): readonly ProblemField[] {
  if ("fields" in refusal) return refusal.fields;
  if ("errors" in refusal && Array.isArray(refusal.errors)) return refusal.errors.map(toField);
  return "pointer" in refusal && refusal.pointer !== undefined ? [{ pointer: refusal.pointer, detail }] : [];
}

function toField({ pointer, message }: FieldError): ProblemField {
  return { pointer, detail: message };
}

function isRead(c: HubContext): boolean {
  return c.req.method === "GET" || c.req.method === "HEAD";
}

/** A read has no body: what the checks point at is a query parameter. */
function asParameter({ pointer, ...field }: ProblemField): ProblemField {
  return pointer === undefined ? field : { parameter: pointer.slice(1), ...field };
}

/** Where the answer is always for a program, whatever it says that it accepts. */
const FOR_PROGRAMS = /^\/(?:api|sandbox|assets|pictures)\/|^\/(?:livez|readyz|openapi\.json)$/;

/** What is away is mostly back soon, and the hub itself tries again that often. */
const RETRY_AFTER_SECONDS = "5";

/** Answers with a problem: as a page to a person, as `application/problem+json` to a program. */
export function answerProblem(
  c: HubContext,
  refusal: Refused | RefusedInput | { reason: "internal-error" },
  headers: Readonly<Record<string, string>> = {},
): Response | Promise<Response> {
  const problem = problemOf(c, refusal);
  if (problem.status === 503) c.header("Retry-After", RETRY_AFTER_SECONDS);
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const render = c.get("renderProblem");
  if (render !== undefined && isForPerson(c)) return render(c, problem);
  return c.body(JSON.stringify(problem), problem.status, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
  });
}

function isForPerson(c: HubContext): boolean {
  return !FOR_PROGRAMS.test(c.req.path) && (c.req.header("accept")?.includes("text/html") ?? false);
}
