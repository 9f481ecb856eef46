import * as openid from "openid-client";
import { refuse } from "../../domain/refusal.ts";
import type { Clock } from "../../domain/time.ts";
import { HOUR_MS } from "../../domain/time.ts";
import type { SafeFetch } from "../web/port.ts";
import type { GoogleIdentity, GoogleSignIn, Trip } from "./port.ts";
import { reasonOf } from "./reason-of.ts";

export type GoogleAccess = {
  clientId: string;
  clientSecret: string;
  issuer: string;
  safeFetch: SafeFetch;
  clock: Clock;
  /** Told what went wrong, without anything that Google or the browser said. */
  onTrouble: (trouble: { reason: string; code: string }) => void;
};

/** Google's addresses and keys change seldom, and a hub runs for months. */
const KNOWN_FOR_MS = 12n * HOUR_MS;
const TIMEOUT_SECONDS = 8;

/** Sign-in with Google by OpenID Connect: code flow with PKCE (S256), state and nonce. */
export function googleSignIn(access: GoogleAccess): GoogleSignIn {
  const discover = discovery(access);
  const refusal = <Reason extends ReturnType<typeof reasonOf>["reason"]>(error: unknown, only: readonly Reason[]) => {
    const { reason, code } = reasonOf(error);
    access.onTrouble({ reason, code });
    return refuse(only.find((one) => one === reason) ?? "google-unavailable");
  };
  return {
    addressOf: async (trip) => {
      try {
        return openid.buildAuthorizationUrl(await discover(), await parametersOf(trip)).href;
      } catch (error) {
        return refusal(error, ["google-unavailable"]);
      }
    },
    identify: async (trip, brought) => {
      try {
        return await identify(await discover(), trip, brought);
      } catch (error) {
        return refusal(error, ["google-unavailable", "google-said-no", "bad-answer"]);
      }
    },
  };
}

async function parametersOf({ redirectUri, state, nonce, verifier }: Trip): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri,
    scope: "openid email",
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    // Whoever shares a computer chooses the account; nobody is let in by the last one's.
    prompt: "select_account",
  };
}

async function identify(config: openid.Configuration, trip: Trip, brought: URLSearchParams): Promise<GoogleIdentity> {
  const tokens = await openid.authorizationCodeGrant(config, new URL(`${trip.redirectUri}?${brought}`), {
    pkceCodeVerifier: trip.verifier,
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new TypeError("the answer has no ID token, although one was demanded");
  const email = typeof claims["email"] === "string" ? claims["email"] : undefined;
  return { kind: "identity", issuer: claims.iss, subject: claims.sub, email };
}

/** Asks for the provider's addresses at the first sign-in and from time to time; a failure is not remembered. */
function discovery({ issuer, clientId, clientSecret, safeFetch, clock }: GoogleAccess) {
  let known: { config: Promise<openid.Configuration>; untilMs: bigint } | undefined;
  const ask = () =>
    openid.discovery(new URL(issuer), clientId, {}, openid.ClientSecretPost(clientSecret), {
      // What this flow sends is a form, or nothing.
      [openid.customFetch]: (url, { body, ...init }) =>
        safeFetch(url, { ...init, body: body instanceof URLSearchParams ? body : null }),
      timeout: TIMEOUT_SECONDS,
      execute: [
        // The ID token came over TLS from Google itself; its signature is checked all the same.
        openid.enableNonRepudiationChecks,
        ...(new URL(issuer).protocol === "http:" ? [openid.allowInsecureRequests] : []),
      ],
    });
  return (): Promise<openid.Configuration> => {
    if (known !== undefined && clock() < known.untilMs) return known.config;
    const asked = { config: ask(), untilMs: clock() + KNOWN_FOR_MS };
    asked.config.catch(() => {
      if (known === asked) known = undefined;
    });
    known = asked;
    return asked.config;
  };
}
