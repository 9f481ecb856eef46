import { errors, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import type { Db } from "../../db/database.ts";
import { scopesOf, scopesOfAll } from "../../domain/permissions.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import type { SignedIn } from "../acting.ts";
import { findSessionById } from "../find-session.ts";
import { TOKEN_ALGORITHM, TOKEN_LIFETIME_MS, TOKEN_PURPOSE, audienceOf } from "./make-token.ts";
import type { TokenKeys } from "./token-keys.ts";

/** The clock may have been set back a little since the token was made. */
const LEEWAY_MS = 60n * SECOND_MS;

export type Checking = { db: Db; clock: Clock; keys: TokenKeys };

/**
 * The person in whose session a token was made at this door, if it is good: every use looks the session up, so that
 * no token outlives it. A token does what programs may and nothing more.
 */
export async function useToken(deps: Checking, token: string, origin: string): Promise<SignedIn | undefined> {
  const now = deps.clock();
  const claims = await claimsIn(token, { keys: deps.keys, now, origin });
  if (claims === undefined) return undefined;
  const person = await findSessionById(deps.db, claims.sid, now);
  if (person === undefined || person.id !== claims.sub) return undefined;
  return { ...person, scopes: [...scopesOfAll(), ...scopesOf(person.role)] };
}

type Circumstances = { keys: TokenKeys; now: UnixMs; origin: string };

async function claimsIn(
  token: string,
  { keys, now, origin }: Circumstances,
): Promise<{ sid: string; sub: string } | undefined> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyNamed(keys, kid, now), {
      algorithms: [TOKEN_ALGORITHM],
      typ: "JWT",
      issuer: origin,
      audience: audienceOf(origin),
      requiredClaims: ["exp", "sub", "sid", "jti", "purpose"],
      currentDate: new Date(Number(now)),
    });
    return checked(payload, now);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function keyNamed(keys: TokenKeys, kid: string | undefined, now: UnixMs) {
  const key = keys.find(kid, now);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return key.publicKey;
}

function checked({ sub, sid, purpose, exp }: JWTPayload, now: UnixMs): { sid: string; sub: string } | undefined {
  if (purpose !== TOKEN_PURPOSE || typeof sub !== "string" || typeof sid !== "string" || exp === undefined)
    return undefined;
  const isNear = exp * 1000 <= Number(now + TOKEN_LIFETIME_MS + LEEWAY_MS);
  return isNear ? { sid, sub } : undefined;
}
