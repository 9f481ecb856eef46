import type { Tx } from "../../db/database.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, SignedIn, Visit } from "../acting.ts";
import { openSession } from "../open-session.ts";
import type { OpenedSession } from "../open-session.ts";
import { prove } from "../prove.ts";
import type { Proved } from "../prove.ts";
import { addKey } from "./add-key.ts";
import type { AddedKey } from "./add-key.ts";
import type { AskedQuestion } from "./find-question.ts";
import type { NewKey, ShownKey } from "./key.ts";
import { noteUse } from "./note-use.ts";
import { refuseKey } from "./refuse-key.ts";

/** Who shows the key: from where, and who is signed in there. */
export type Shower = { visit: Visit; person: SignedIn | undefined };

export type KeyOutcome = OpenedSession | Proved | AddedKey | Refused<KeyRefusal>;

type KeyRefusal = "unknown-key" | "key-taken" | "too-many-keys" | "question-over" | "bad-answer" | "passkey-unverified";

/** What came of an answer, and the path to go on to. */
export type Finished = { outcome: KeyOutcome; wanted: string };

/**
 * Does what the question was put for: lets in, adds one more way in, or takes it as a fresh proof. The latter two
 * count only for the person who asked.
 */
export async function useKey(
  tx: Tx,
  deps: Acting,
  question: AskedQuestion,
  key: NewKey,
  { visit, person }: Shower,
): Promise<KeyOutcome> {
  if (question.purpose === "sign-in") return comeIn(tx, deps, key, visit);
  if (person === undefined || person.id !== question.personId) return refuse("question-over");
  const actor = { personId: person.id, ...visit };
  if (question.purpose === "add-key") return addKey(tx, deps, actor, key);
  const known = await noteUse(tx, deps, key, person.id);
  if (known === undefined) return refuseKey(tx, deps, { kind: key.kind, personId: person.id, visit }, "unknown-key");
  return prove(tx, deps, actor, { sessionId: person.session.id, method: key.kind });
}

async function comeIn(tx: Tx, deps: Acting, key: ShownKey, visit: Visit): Promise<KeyOutcome> {
  const known = await noteUse(tx, deps, key);
  if (known === undefined) return refuseKey(tx, deps, { kind: key.kind, visit }, "unknown-key");
  return openSession(tx, deps, { person: known, method: key.kind, visit });
}
