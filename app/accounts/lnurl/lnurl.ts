import { bech32 } from "@scure/base";
import type { Purpose, Question } from "../keys/question.ts";

/** What the wallet tells its owner that the signature is for (LUD-04). */
const ACTIONS: Readonly<Record<Purpose, string>> = { "sign-in": "login", "add-key": "link", prove: "auth" };

/** The question for a wallet, in upper case: as a QR code that is the smaller form (LUD-01). */
export function lnurlOf(origin: string, purpose: Purpose, { value }: Pick<Question, "value">): string {
  const address = `${origin}/lnurl-auth?tag=login&k1=${k1Of(value)}&action=${ACTIONS[purpose]}`;
  // BIP 173 ends at 90 characters; LNURLs are longer.
  return bech32.encode("lnurl", bech32.toWords(Buffer.from(address)), false).toUpperCase();
}

function k1Of(value: string): string {
  return Buffer.from(value, "base64url").toString("hex");
}
