import type { Db } from "../../db/database.ts";
import type { CredentialTable } from "../../db/schema.ts";
import type { Role } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { NewKey } from "../keys/key.ts";
import { readKnownPasskey } from "./answers.ts";
import type { Expected } from "./check-new-passkey.ts";
import { mustUnlock } from "./must-unlock.ts";
import { webauthn } from "./webauthn.ts";

type Answer = NonNullable<ReturnType<typeof readKnownPasskey>>;

type Kept = Pick<CredentialTable, "identifier" | "public_key" | "sign_count" | "person_id" | "label" | "host"> & {
  role: Role;
};

/** Checks what a known passkey says (WebAuthn 7.2), with the public key and the count that are kept of it. */
export async function checkKnownPasskey(
  db: Db,
  text: string,
  expected: Expected,
): Promise<NewKey | Refused<"unknown-key" | "bad-answer" | "passkey-unverified">> {
  const answer = readKnownPasskey(text);
  if (answer === undefined) return refuse("bad-answer");
  const kept = await findPasskey(db, answer.id);
  if (kept === undefined) return refuse("unknown-key");
  const said = isOf(kept, answer) ? await verify(answer, kept, expected) : undefined;
  if (said === undefined) return refuse("bad-answer");
  if (mustUnlock(kept.role) && !said.userVerified) return refuse("passkey-unverified");
  const { identifier, public_key: publicKey, label, host } = kept;
  return { kind: "passkey", identifier, publicKey, signCount: BigInt(said.newCounter), label, host };
}

/** A passkey that is found without a name says whose it is; another's word is none. */
function isOf({ person_id: personId }: Kept, { response: { userHandle } }: Answer): boolean {
  return userHandle == null || Buffer.from(userHandle, "base64url").toString() === personId;
}

async function findPasskey(db: Db, id: string): Promise<Kept | undefined> {
  return db
    .selectFrom("credential")
    .innerJoin("person", "person.id", "credential.person_id")
    .select(["identifier", "public_key", "sign_count", "person_id", "label", "host", "role"])
    .where("kind", "=", "passkey")
    .where("identifier", "=", id)
    .executeTakeFirst();
}

/** The library says what is wrong by throwing, and says so in words that hold the challenge: none of it is kept. */
async function verify(answer: Answer, kept: Kept, { origin, host, challenge }: Expected) {
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
  return checked?.verified === true ? checked.authenticationInfo : undefined;
}
