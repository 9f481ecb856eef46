import { Metadata, status } from "@grpc/grpc-js";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import { wasNeverSent } from "./lnd-guard.ts";

/** The connection was replaced or closed while a stream was open on it. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** What one failed call to LND says about itself. */
export interface LndFailure {
  /** gRPC status; undefined when the package refused the answer itself. */
  code: number | undefined;
  details: string;
  /** True when the request did not leave this process. */
  wasNeverSent: boolean;
  cause: unknown;
}

/**
 * Reads what LND or the `lightning` package threw: a gRPC error, the package's tuple of number, name and
 * nested error, or the loss of the connection. Anything else is a bug of ours and is thrown on.
 */
export function lndFailure(thrown: unknown): LndFailure {
  if (Array.isArray(thrown)) return tupleFailure(thrown);
  if (isGrpcError(thrown)) {
    return { code: thrown.code, details: thrown.details, wasNeverSent: wasNeverSent(thrown.metadata), cause: thrown };
  }
  if (thrown instanceof ConnectionLost)
    return { code: undefined, details: thrown.message, wasNeverSent: false, cause: thrown };
  throw thrown;
}

function tupleFailure([, name, context]: unknown[]): LndFailure {
  const nested: unknown = typeof context === "object" && context !== null && "err" in context ? context.err : undefined;
  if (isGrpcError(nested)) return lndFailure(nested);
  return { code: undefined, details: String(name), wasNeverSent: false, cause: nested };
}

interface GrpcError {
  code: number;
  details: string;
  metadata: Metadata;
}

function isGrpcError(thrown: unknown): thrown is GrpcError {
  return (
    thrown instanceof Error &&
    "code" in thrown &&
    typeof thrown.code === "number" &&
    "details" in thrown &&
    typeof thrown.details === "string" &&
    "metadata" in thrown &&
    thrown.metadata instanceof Metadata
  );
}

/**
 * The meaning of a failed read: it changed nothing, so asking again is safe unless the setup is wrong.
 * `thrown` is returned as it is when it is one of our own errors already.
 */
export function readFailure(what: string, thrown: unknown): Error {
  if (isOurs(thrown)) return thrown;
  const failure = lndFailure(thrown);
  return misconfiguration(what, failure) ?? new NotApplied(sentence(what, failure), { cause: failure.cause });
}

/** The meaning of a failed write: applied or not is known only when it was never sent or when LND itself refused. */
export function writeFailure(what: string, thrown: unknown): Error {
  if (isOurs(thrown)) return thrown;
  const failure = lndFailure(thrown);
  const options = { cause: failure.cause };
  const wrong = misconfiguration(what, failure);
  if (wrong !== undefined) return wrong;
  if (failure.wasNeverSent || wasRefused(failure)) return new NotApplied(sentence(what, failure), options);
  return new OutcomeUnknown(sentence(what, failure), options);
}

/** Statuses that gRPC makes up itself when a call gets no answer, and so say nothing about what LND did. */
const UNANSWERED: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.UNAVAILABLE,
  status.INTERNAL,
  status.RESOURCE_EXHAUSTED,
  status.DATA_LOSS,
]);

/** True when LND looked at the request, was set up to take it, and answered with an error of its own. */
export function wasRefused(failure: LndFailure): boolean {
  const { code, details } = failure;
  if (code === undefined || UNANSWERED.has(code) || misconfigurationHint(failure) !== undefined) return false;
  // LND passes on that its work was cut off half-way as an ordinary error, and a proxy in between its HTTP status.
  return !/context (?:canceled|deadline exceeded)|shutting down|^Received HTTP status/i.test(details);
}

function misconfiguration(what: string, failure: LndFailure): Misconfigured | undefined {
  const hint = misconfigurationHint(failure);
  return hint === undefined
    ? undefined
    : new Misconfigured(`${sentence(what, failure)} (${hint})`, { cause: failure.cause });
}

/** A refused macaroon comes as status 2, not 7 or 16, so it is told by LND's words; a wrong certificate by Node's. */
function misconfigurationHint({ code, details, wasNeverSent: unsent }: LndFailure): string | undefined {
  if (unsent)
    return /certificate|altnames|self.signed|wrong version number/i.test(details)
      ? "check the certificate and the host name"
      : undefined;
  if (/permission ?denied/i.test(details)) return "the macaroon does not allow this call";
  if (/macaroon|verification failed/i.test(details)) return "the macaroon is not one of this node";
  // A locked or starting node knows only a few services; it will know the others soon.
  if (code === status.UNIMPLEMENTED && !/wallet|start|unlock/i.test(details))
    return "LND's version or build lacks this call";
  return undefined;
}

function sentence(what: string, { details }: LndFailure): string {
  return `LND could not ${what}: ${details}`;
}

function isOurs(thrown: unknown): thrown is Error {
  return thrown instanceof NotApplied || thrown instanceof OutcomeUnknown || thrown instanceof Misconfigured;
}
