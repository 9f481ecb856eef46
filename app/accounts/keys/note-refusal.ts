import { transact } from "../../db/transact.ts";
import type { CredentialKind } from "../../db/schema.ts";
import type { SignedIn, Visit } from "../acting.ts";
import { recordAct } from "../record-act.ts";
import { recordFailure } from "../record-failure.ts";
import type { Failing } from "../record-failure.ts";

/** Who shows the key: from where, and who is signed in there. */
export type Shower = { visit: Visit; person: SignedIn | undefined };

/** Writes down that a key was turned away: with the person whose browser it was, if anybody is signed in there. */
export async function noteRefusal(deps: Failing, kind: CredentialKind, { visit, person }: Shower): Promise<void> {
  if (person === undefined) return recordFailure(deps, visit, kind);
  const act = { type: "sign-in.failed", stream: person.id, body: { by: kind, count: "1" } };
  await transact(deps.db, (tx) => recordAct(tx, deps, { personId: person.id, ...visit }, act));
}
