import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { NewKey } from "../keys/key.ts";
import { readNewPasskey } from "./answers.ts";
import { ALGORITHMS, webauthn } from "./webauthn.ts";

/** The address in the browser's bar, its host name, for which alone the passkey works, and the question. */
export type Expected = { origin: string; host: string; challenge: string };

/** Checks what a new passkey says (WebAuthn 7.1). Who made the authenticator is not asked: any will do. */
export async function checkNewPasskey(
  text: string,
  { origin, host, challenge }: Expected,
  { label, mustUnlock }: { label: string; mustUnlock: boolean },
): Promise<NewKey | Refused<"bad-answer">> {
  const answer = readNewPasskey(text);
  if (answer === undefined) return refuse("bad-answer");
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({
    response: { ...answer, type: "public-key", clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: mustUnlock,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined);
  if (checked?.registrationInfo === undefined) return refuse("bad-answer");
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  const kept = Buffer.from(publicKey).toString("base64url");
  return { kind: "passkey", identifier: id, publicKey: kept, signCount: BigInt(counter), label, host };
}
