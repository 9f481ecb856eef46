import { SignJWT } from "jose";
import type { Random } from "../../domain/ids.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";
import type { SignedIn } from "../acting.ts";
import type { TokenKeys } from "./token-keys.ts";

/** The only algorithm (RFC 8037); what a token says about its own is compared with it, never obeyed. */
export const TOKEN_ALGORITHM = "EdDSA";
export const TOKEN_LIFETIME_MS = 5n * MINUTE_MS;
/** What the tokens are good for; one that was made for something else is not. */
export const TOKEN_PURPOSE = "api";

export type Signing = { clock: Clock; random: Random; keys: TokenKeys };

/** A token by which a program asks for five minutes in the name of a person's session, at one door. */
export async function makeToken(
  { clock, random, keys }: Signing,
  { id, session }: Pick<SignedIn, "id" | "session">,
  origin: string,
): Promise<{ token: string; expiresAtMs: bigint }> {
  const now = clock();
  const { kid, privateKey } = keys.current(now);
  const expiresAt = (now + TOKEN_LIFETIME_MS) / 1000n;
  // No `iat`: a board without a clock of its own may set it forward between making a token and reading it.
  const token = await new SignJWT({ sid: session.id, purpose: TOKEN_PURPOSE })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: "JWT", kid })
    .setIssuer(origin)
    .setAudience(audienceOf(origin))
    .setSubject(id)
    .setJti(Buffer.from(random(16)).toString("base64url"))
    .setExpirationTime(Number(expiresAt))
    .sign(privateKey);
  return { token, expiresAtMs: expiresAt * 1000n };
}

export function audienceOf(origin: string): string {
  return `${origin}/api`;
}
