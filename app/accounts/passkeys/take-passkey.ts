import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Asked, AskedQuestion } from "../keys/find-question.ts";
import type { NewKey } from "../keys/key.ts";
import { valueOf } from "../keys/question.ts";
import type { Asking } from "../keys/question.ts";
import { refuseKey } from "../keys/refuse-key.ts";
import { spend } from "../keys/spend.ts";
import { useKey } from "../keys/use-key.ts";
import type { Finished, Shower } from "../keys/use-key.ts";
import { checkKnownPasskey } from "./check-known-passkey.ts";
import { checkNewPasskey } from "./check-new-passkey.ts";
import { mustUnlock } from "./place.ts";
import type { Place } from "./place.ts";

/**
 * Takes a passkey's answer. The question is spent before the answer is looked at: whatever is wrong with it, it is
 * not tried a second time.
 */
export async function takePasskey(
  deps: Asking,
  asked: Asked,
  { origin }: Place,
  answer: string,
  shower: Shower,
): Promise<Finished> {
  const question = await transact(deps.db, (tx) => spend(tx, deps.clock(), "passkey", asked, "waiting"));
  if (question === undefined) return { outcome: refuse("question-over"), wanted: "" };
  const shown = await check(deps, question, origin, answer, shower);
  const outcome = isRefused(shown) ? shown : await transact(deps.db, (tx) => useKey(tx, deps, question, shown, shower));
  return { outcome, wanted: question.wanted };
}

async function check(
  deps: Asking,
  question: AskedQuestion,
  origin: string,
  answer: string,
  { visit, person }: Shower,
): Promise<NewKey | Refused<"unknown-key" | "bad-answer" | "passkey-unverified">> {
  const { host } = question;
  const expected = { origin, host, challenge: valueOf(deps, "passkey", question.id) };
  if (question.purpose === "add-key") {
    const isStrict = person !== undefined && mustUnlock(person.role);
    return checkNewPasskey(answer, expected, { label: visit.device, mustUnlock: isStrict });
  }
  const { found, personId } = await checkKnownPasskey(deps.db, answer, expected);
  if (typeof found === "object") return { ...found, publicKey: "", label: "", host };
  return transact(deps.db, (tx) => refuseKey(tx, deps, { kind: "passkey", personId, visit }, found));
}
