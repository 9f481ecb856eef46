import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { GoogleIdentity } from "../../gateways/google/port.ts";
import type { AskedQuestion } from "../keys/find-question.ts";
import type { NewKey } from "../keys/key.ts";
import { noteRefusal } from "../keys/note-refusal.ts";
import type { Shower } from "../keys/note-refusal.ts";
import { spend } from "../keys/spend.ts";
import { useKey } from "../keys/use-key.ts";
import type { Finished } from "../keys/use-key.ts";
import type { AskingGoogle } from "./leave-for-google.ts";
import { tripOf } from "./trip.ts";

/** What a browser brings back, and by which address of the hub. */
export type Return = { browser: string; origin: string; brought: URLSearchParams };

export type FinishedTrip = Finished & { purpose: AskedQuestion["purpose"] };

/**
 * Ends a trip to Google. It is spent before Google is asked who came, so that the same return counts once and in
 * the browser alone that left.
 */
export async function returnFromGoogle(
  deps: AskingGoogle,
  { browser, origin, brought }: Return,
  shower: Shower,
): Promise<FinishedTrip> {
  const state = brought.get("state") ?? "";
  const asked = { browser, value: state };
  const question = await transact(deps.db, (tx) => spend(tx, deps.clock(), "google", asked, "waiting"));
  if (question === undefined) return { outcome: refuse("question-over"), wanted: "", purpose: "sign-in" };
  const { id, wanted, purpose } = question;
  const found = await deps.google.identify(tripOf(deps, origin, { id, value: state }), brought);
  if (isRefused(found)) return { outcome: await turnAway(deps, found, shower), wanted, purpose };
  return { outcome: await useKey(deps, question, keyOf(found), shower), wanted, purpose };
}

type Turned = Refused<"google-unavailable" | "google-said-no" | "bad-answer">;

async function turnAway(deps: AskingGoogle, refused: Turned, shower: Shower): Promise<Turned> {
  if (refused.reason === "bad-answer") await noteRefusal(deps, "google", shower);
  return refused;
}

/** By issuer and subject alone; the address is only how a person tells two accounts apart (OpenID Connect 5.7). */
function keyOf({ issuer, subject, email = "" }: GoogleIdentity): NewKey {
  const label = email.slice(0, 80);
  return { kind: "google", identifier: `${issuer} ${subject}`, publicKey: "", signCount: 0n, label, host: "" };
}
