import type { Purpose, Question } from "../keys/question.ts";
import { encodeLnurl } from "./encode-lnurl.ts";

/** What the wallet tells its owner that the signature is for (LUD-04). */
const ACTIONS: Readonly<Record<Purpose, string>> = { "sign-in": "login", "add-key": "link", prove: "auth" };

/** The question for a wallet. */
export function lnurlOf(origin: string, purpose: Purpose, { value }: Pick<Question, "value">): string {
  const address = `${origin}/lnurl-auth?tag=login&k1=${k1Of(value)}&action=${ACTIONS[purpose]}`;
  return encodeLnurl(address);
}

function k1Of(value: string): string {
  return Buffer.from(value, "base64url").toString("hex");
}
