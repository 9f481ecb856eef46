import type { ChallengeTable, CredentialKind } from "../../db/schema.ts";
import { derivedKey } from "../../domain/hash.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { Failing } from "../record-failure.ts";

export type Purpose = ChallengeTable["purpose"];

/** What every action that puts questions to keys works with. */
export type Asking = Failing & { secretKey: string };

/** What a question is for, and in which browser alone its answer counts. */
export type Occasion = {
  purpose: Purpose;
  /** Whose key is asked for; undefined when somebody only comes in with it. */
  personId: string | undefined;
  /** The browser's secret, from its cookie. */
  browser: string;
  /** The path on this hub to go on to afterwards. */
  wanted: string;
  /** The hub's host name that the key answers for. */
  host: string;
};

/** A question that was put and not taken back yet. */
export type Question = { id: string; value: string; expiresAtMs: bigint };

/** Long enough to fetch a phone from the next room. */
export const QUESTION_LIFETIME_MS = 10n * MINUTE_MS;

/**
 * The 256 bits that the key has to answer, as base64url: a passkey's challenge, LNURL-auth's k1, Google's state.
 * Made from the question's id, so that a page can show it again although only its hash is stored.
 */
export function valueOf({ secretKey }: Pick<Asking, "secretKey">, kind: CredentialKind, id: string): string {
  return derivedKey(secretKey, `question-${kind}`, id);
}
