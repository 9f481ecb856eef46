import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Asked, AskedQuestion } from "../keys/find-question.ts";
import type { NewKey } from "../keys/key.ts";
import { noteRefusal } from "../keys/note-refusal.ts";
import type { Shower } from "../keys/note-refusal.ts";
import { valueOf } from "../keys/question.ts";
import type { Asking } from "../keys/question.ts";
import { spend } from "../keys/spend.ts";
import { useKey } from "../keys/use-key.ts";
import type { Finished } from "../keys/use-key.ts";
import { checkKnownPasskey } from "./check-known-passkey.ts";
import { checkNewPasskey } from "./check-new-passkey.ts";
import { mustUnlock } from "./must-unlock.ts";

/**
 * Takes a passkey's answer. The question is spent before the answer is looked at: whatever is wrong with it, it is
 * not tried a second time.
 */
export async function takePasskey(
  deps: Asking,
  asked: Asked,
  origin: string,
  answer: string,
  shower: Shower,
): Promise<Finished> {
  const question = await transact(deps.db, (tx) => spend(tx, deps.clock(), "passkey", asked, "waiting"));
  if (question === undefined) return { outcome: refuse("question-over"), wanted: "" };
  const shown = await check(deps, question, origin, answer, shower);
  if (!isRefused(shown)) return { outcome: await useKey(deps, question, shown, shower), wanted: question.wanted };
  await noteRefusal(deps, "passkey", shower);
  return { outcome: shown, wanted: question.wanted };
}

async function check(
  deps: Asking,
  { id, purpose, host }: AskedQuestion,
  origin: string,
  answer: string,
  { visit, person }: Shower,
): Promise<NewKey | Refused<"unknown-key" | "bad-answer" | "passkey-unverified">> {
  const expected = { origin, host, challenge: valueOf(deps, "passkey", id) };
  if (purpose !== "add-key") return checkKnownPasskey(deps.db, answer, expected);
  const isStrict = person !== undefined && mustUnlock(person.role);
  return checkNewPasskey(answer, expected, { label: visit.device, mustUnlock: isStrict });
}
