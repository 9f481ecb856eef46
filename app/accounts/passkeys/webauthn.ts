/** Late: it costs 31 MB of memory, and on most hubs most people come in another way. */
export const webauthn = () => import("@simplewebauthn/server");

/** ES256, Ed25519 and RS256: what every authenticator has one of (COSE algorithm numbers, RFC 9053). */
export const ALGORITHMS: number[] = [-7, -8, -257];
