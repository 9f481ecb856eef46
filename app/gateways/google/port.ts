import type { Refused } from "../../domain/refusal.ts";

/** One trip of a browser to Google and back. Everything in it is ours and has to come back as it went. */
export type Trip = { redirectUri: string; state: string; nonce: string; verifier: string };

/** Somebody as Google knows them: issuer and subject never change, an e-mail address may belong to another tomorrow. */
export type GoogleIdentity = { kind: "identity"; issuer: string; subject: string; email: string | undefined };

export interface GoogleSignIn {
  /** The address at Google where the browser goes on; nothing is sent there yet. */
  addressOf(trip: Trip): Promise<string | Refused<"google-unavailable">>;

  /**
   * Who came back, asked from Google with what the browser brought along (`code` or an error). `bad-answer` means
   * that something is not as it was sent, or is not Google's; such a trip is over.
   */
  identify(
    trip: Trip,
    brought: URLSearchParams,
  ): Promise<GoogleIdentity | Refused<"google-unavailable" | "google-said-no" | "bad-answer">>;
}
