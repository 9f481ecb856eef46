import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, SignedIn, Visit } from "../acting.ts";
import { openSession } from "../open-session.ts";
import type { OpenedSession } from "../open-session.ts";
import { prove } from "../prove.ts";
import type { Proved } from "../prove.ts";
import type { Failing } from "../record-failure.ts";
import { addKey } from "./add-key.ts";
import type { AddedKey } from "./add-key.ts";
import type { AskedQuestion } from "./find-question.ts";
import type { NewKey, ShownKey } from "./key.ts";
import { noteRefusal } from "./note-refusal.ts";
import type { Shower } from "./note-refusal.ts";
import { noteUse } from "./note-use.ts";

export type KeyOutcome = OpenedSession | Proved | AddedKey | Refused<KeyRefusal>;

type KeyRefusal =
  | "unknown-key"
  | "key-taken"
  | "too-many-keys"
  | "question-over"
  | "confirm-first"
  | "bad-answer"
  | "passkey-unverified"
  | "google-said-no"
  | "google-unavailable";

/** What came of an answer, and the path on this hub to go on to. */
export type Finished = { outcome: KeyOutcome; wanted: string };

/**
 * Does what the question was put for: lets in, adds one more way in, or takes it as a fresh proof. The latter two
 * count only for the person who asked.
 */
export async function useKey(deps: Failing, question: AskedQuestion, key: NewKey, shower: Shower): Promise<KeyOutcome> {
  const outcome = await transact(deps.db, (tx) =>
    question.purpose === "sign-in" ? comeIn(tx, deps, key, shower.visit) : useOwn(tx, deps, question, key, shower),
  );
  if (isRefused(outcome) && outcome.reason === "unknown-key") await noteRefusal(deps, key.kind, shower);
  return outcome;
}

async function comeIn(tx: Tx, deps: Acting, key: ShownKey, visit: Visit): Promise<KeyOutcome> {
  const known = await noteUse(tx, deps, key);
  return known === undefined
    ? refuse("unknown-key")
    : openSession(tx, deps, { person: known, method: key.kind, visit });
}

async function useOwn(
  tx: Tx,
  deps: Acting,
  { purpose, personId }: AskedQuestion,
  key: NewKey,
  { visit, person }: Shower,
): Promise<KeyOutcome> {
  if (person === undefined || person.id !== personId) return refuse("question-over");
  const actor = { personId: person.id, ...visit };
  if (purpose === "add-key") return person.session.isFresh ? addKey(tx, deps, actor, key) : refuse("confirm-first");
  return proveBy(tx, deps, key, { ...visit, person });
}

async function proveBy(
  tx: Tx,
  deps: Acting,
  key: ShownKey,
  { person, ...visit }: Visit & { person: SignedIn },
): Promise<KeyOutcome> {
  const known = await noteUse(tx, deps, key, person.id);
  if (known === undefined) return refuse("unknown-key");
  const actor = { personId: person.id, ...visit };
  return prove(tx, deps, actor, { sessionId: person.session.id, method: key.kind });
}
