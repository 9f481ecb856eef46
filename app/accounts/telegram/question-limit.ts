import type { Reader } from "../../db/database.ts";
import type { SignInPurpose } from "../../db/schema.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";

/** What is asked in a chat. */
export const QUESTIONS = ["sign-in", "chat-sign-in", "chat-prove"] as const satisfies readonly SignInPurpose[];

/**
 * How many questions of one kind a person can be made to look at: whoever is asked all the time presses yes one day,
 * only to be left alone (OWASP ASVS 5.0, 6.6.4). Each kind is counted for itself, so that a stranger who knows a mail
 * address cannot keep its owner from asking in their own chat.
 */
const QUESTIONING = { withinMs: 10n * MINUTE_MS, most: 5 };

export type Questioned = {
  personId: string;
  purpose: SignInPurpose;
  /** The one that is about to be asked, if it is written down already. */
  except?: string;
};

export async function isQuestionedTooOften(
  reader: Reader,
  now: UnixMs,
  { personId, purpose, except = "" }: Questioned,
): Promise<boolean> {
  const rows = await reader
    .selectFrom("sign_in")
    .select("id")
    .where("person_id", "=", personId)
    .where("purpose", "=", purpose)
    .where("created_at_ms", ">", now - QUESTIONING.withinMs)
    .where("id", "!=", except)
    .limit(QUESTIONING.most)
    .execute();
  return rows.length === QUESTIONING.most;
}
