import type { CredentialKind } from "../../db/schema.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId } from "../../domain/ids.ts";
import { QUESTION_LIFETIME_MS, valueOf } from "./question.ts";
import type { Asking, Occasion, Question } from "./question.ts";

/** Puts a question to a key. It can be answered once, in the same browser, for ten minutes. */
export async function ask(deps: Asking, kind: CredentialKind, occasion: Occasion): Promise<Question> {
  const now = deps.clock();
  const id = newId("chl", now, deps.random);
  const value = valueOf(deps, kind, id);
  const expiresAtMs = now + QUESTION_LIFETIME_MS;
  await deps.db
    .insertInto("challenge")
    .values({
      id,
      kind,
      purpose: occasion.purpose,
      person_id: occasion.personId ?? null,
      value_hash: sha256Hex(value),
      browser_hash: sha256Hex(occasion.browser),
      state: "waiting",
      more: JSON.stringify({ wanted: occasion.wanted, host: occasion.host }),
      created_at_ms: now,
      expires_at_ms: expiresAtMs,
    })
    .execute();
  return { id, value, expiresAtMs };
}
