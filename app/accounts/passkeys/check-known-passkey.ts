import type { Db } from "../../db/database.ts";
import type { CredentialTable } from "../../db/schema.ts";
import type { Role } from "../../domain/permissions.ts";
import type { ShownKey } from "../keys/key.ts";
import { readKnownPasskey } from "./answers.ts";
import type { Expected } from "./check-new-passkey.ts";
import { mustUnlock } from "./place.ts";
import { webauthn } from "./webauthn.ts";

/** What is thought of an answer, and whose passkey it is said to be. */
export type Checked = {
  personId: string | undefined;
  found: ShownKey | "unknown-key" | "bad-answer" | "passkey-unverified";
};

type Answer = NonNullable<ReturnType<typeof readKnownPasskey>>;

type Kept = Pick<CredentialTable, "identifier" | "public_key" | "sign_count" | "person_id"> & { role: Role };

/** Checks what a known passkey says (WebAuthn 7.2), with the public key and the count that are kept of it. */
export async function checkKnownPasskey(db: Db, text: string, expected: Expected): Promise<Checked> {
  const answer = readKnownPasskey(text);
  if (answer === undefined) return { personId: undefined, found: "bad-answer" };
  const kept = await findPasskey(db, answer.id);
  if (kept === undefined) return { personId: undefined, found: "unknown-key" };
  return { personId: kept.person_id, found: await check(answer, kept, expected) };
}

async function findPasskey(db: Db, id: string): Promise<Kept | undefined> {
  return db
    .selectFrom("credential")
    .innerJoin("person", "person.id", "credential.person_id")
    .select(["identifier", "public_key", "sign_count", "person_id", "role"])
    .where("kind", "=", "passkey")
    .where("identifier", "=", id)
    .executeTakeFirst();
}

async function check(answer: Answer, kept: Kept, { origin, host, challenge }: Expected): Promise<Checked["found"]> {
  const { userHandle } = answer.response;
  if (userHandle != null && Buffer.from(userHandle, "base64url").toString() !== kept.person_id) return "bad-answer";
  const { verifyAuthenticationResponse } = await webauthn();
  const { clientDataJSON, authenticatorData, signature } = answer.response;
  const checked = await verifyAuthenticationResponse({
    response: {
      id: answer.id,
      rawId: answer.rawId,
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: false,
    credential: {
      id: kept.identifier,
      publicKey: Uint8Array.from(Buffer.from(kept.public_key, "base64url")),
      counter: Number(kept.sign_count),
    },
  }).catch(() => undefined);
  if (checked?.verified !== true) return "bad-answer";
  const { newCounter, userVerified } = checked.authenticationInfo;
  if (mustUnlock(kept.role) && !userVerified) return "passkey-unverified";
  return { kind: "passkey", identifier: kept.identifier, signCount: BigInt(newCounter) };
}
