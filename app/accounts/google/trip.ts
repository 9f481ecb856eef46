import { derivedKey } from "../../domain/hash.ts";
import type { Trip } from "../../gateways/google/port.ts";
import type { Asking, Question } from "../keys/question.ts";

/** Where Google sends browsers back to; the owner has told Google of this address. */
const GOOGLE_BACK = "/sign-in/google/back";

/** The trip that belongs to a question. Nothing of it is stored: all of it is made from the question's id. */
export function tripOf(
  { secretKey }: Pick<Asking, "secretKey">,
  origin: string,
  { id, value }: Pick<Question, "id" | "value">,
): Trip {
  return {
    redirectUri: `${origin}${GOOGLE_BACK}`,
    state: value,
    nonce: derivedKey(secretKey, "google-nonce", id),
    verifier: derivedKey(secretKey, "google-verifier", id),
  };
}
