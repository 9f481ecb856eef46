import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";

export type Trouble = { reason: "google-unavailable" | "google-said-no" | "bad-answer"; code: string };

/** The provider cannot answer now (RFC 6749, 4.1.2.1), although it did send the browser back. */
const AWAY = new Set(["server_error", "temporarily_unavailable"]);
/** The owner's client id or secret is not what Google knows: nothing that a visitor could mend. */
const SETTINGS = new Set(["invalid_client", "unauthorized_client", "redirect_uri_mismatch"]);

/** What an error of the OpenID client means for the person at the browser. */
export function reasonOf(error: unknown): Trouble {
  if (error instanceof AuthorizationResponseError)
    return { reason: AWAY.has(error.error) ? "google-unavailable" : "google-said-no", code: error.error };
  if (error instanceof ResponseBodyError)
    return { reason: SETTINGS.has(error.error) ? "google-unavailable" : "bad-answer", code: error.error };
  const code = error instanceof ClientError ? (error.code ?? "") : "";
  return { reason: isAway(error, code) ? "google-unavailable" : "bad-answer", code: code || nameOf(error) };
}

function isAway(error: unknown, code: string): boolean {
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT") return true;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Response) return cause.status >= 500;
  return [error, cause].some(
    (one) => one instanceof NotApplied || one instanceof OutcomeUnknown || one instanceof Misconfigured,
  );
}

function nameOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Error ? cause.name : error instanceof Error ? error.name : typeof error;
}
