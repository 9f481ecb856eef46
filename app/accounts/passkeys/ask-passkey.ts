import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { Db } from "../../db/database.ts";
import type { SignedIn } from "../acting.ts";
import { ask } from "../keys/ask.ts";
import type { Asking, Occasion, Question } from "../keys/question.ts";
import { mustUnlock } from "./must-unlock.ts";
import { ALGORITHMS, webauthn } from "./webauthn.ts";

/** A question as the browser's own dialogue takes it; the id comes back with the answer. */
export type PasskeyQuestion = {
  id: string;
  options: PublicKeyCredentialCreationOptionsJSON | PublicKeyCredentialRequestOptionsJSON;
};

export type Asker = { person: SignedIn | undefined; hubName: string };

/** Asks the browser for a new passkey, for one of this person's, or, before anybody is signed in, for whichever it has. */
export async function askPasskey(deps: Asking, occasion: Occasion, asker: Asker): Promise<PasskeyQuestion> {
  const question = await ask(deps, "passkey", occasion);
  const own = asker.person === undefined ? [] : await ownPasskeys(deps.db, asker.person.id, occasion.host);
  const options =
    occasion.purpose === "add-key" && asker.person !== undefined
      ? await forNew(question, occasion, { ...asker, person: asker.person }, own)
      : await forKnown(question, occasion, asker, own);
  return { id: question.id, options };
}

async function ownPasskeys(db: Db, personId: string, host: string): Promise<{ id: string }[]> {
  const rows = await db
    .selectFrom("credential")
    .select("identifier")
    .where("person_id", "=", personId)
    .where("kind", "=", "passkey")
    .where("host", "=", host)
    .execute();
  return rows.map(({ identifier: id }) => ({ id }));
}

async function forNew(
  { value }: Question,
  { host }: Occasion,
  { person, hubName }: Asker & { person: SignedIn },
  own: { id: string }[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await webauthn();
  const name = person.name === "" ? hubName : person.name;
  return generateRegistrationOptions({
    rpName: hubName,
    rpID: host,
    userName: name,
    userDisplayName: name,
    userID: bytesOf(Buffer.from(person.id)),
    challenge: bytesOf(Buffer.from(value, "base64url")),
    attestationType: "none",
    excludeCredentials: own,
    authenticatorSelection: {
      residentKey: "preferred",
      userVerification: mustUnlock(person.role) ? "required" : "preferred",
    },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

async function forKnown(
  { value }: Question,
  { host }: Occasion,
  { person }: Asker,
  own: { id: string }[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({
    rpID: host,
    challenge: bytesOf(Buffer.from(value, "base64url")),
    allowCredentials: own,
    userVerification: person !== undefined && mustUnlock(person.role) ? "required" : "preferred",
  });
}

function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(buffer);
}
