import { HttpResponseError, MintOperationError } from "@cashu/cashu-ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { MintRefusal, Refused } from "./port.ts";

/** By the list of codes beside the NUTs. */
const REASONS: Readonly<Record<number, MintRefusal>> = {
  10_001: "coin-invalid",
  11_001: "coin-spent",
  11_002: "coin-pending",
  11_003: "outputs-signed",
  11_004: "outputs-pending",
  11_006: "amount-out-of-range",
  // Outputs that are there twice. The hub sends none twice; cdk-mintd 0.18.3 says it of outputs that it signed before.
  11_008: "outputs-signed",
  12_001: "keyset-unknown",
  12_002: "keyset-inactive",
  12_003: "keyset-expired",
  20_001: "quote-unpaid",
  20_002: "quote-issued",
  20_003: "switched-off",
  20_004: "payment-failed",
  20_005: "quote-pending",
  20_006: "invoice-paid",
  20_007: "quote-expired",
  20_008: "quote-signature-wrong",
};

/** What a mint said no to, as a value; anything else is thrown on. */
export async function orRefused<Answer>(ask: () => Promise<Answer>): Promise<Answer | Refused> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof MintOperationError) return refusalOf(error);
    if (error instanceof HttpResponseError) return { kind: "refused", reason: "other", detail: short(error.message) };
    throw error;
  }
}

/** The same for what may not be there: undefined when the mint says that it does not know it. */
export async function orUndefined<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof HttpResponseError) return undefined;
    throw error;
  }
}

/** The same for what every mint answers: whatever says no to it, or answers in another shape, is no mint. */
export async function orNoMint<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown || error instanceof Misconfigured) throw error;
    throw new Misconfigured("what answers at this address is no mint", { cause: error });
  }
}

function refusalOf({ code, message }: MintOperationError): Refused {
  const isRequest = code >= 11_005 && code < 12_000;
  return { kind: "refused", reason: REASONS[code] ?? (isRequest ? "request-wrong" : "other"), detail: short(message) };
}

/** Words of a stranger's server: shown to an owner, never trusted to be few. */
function short(words: string): string {
  return words.slice(0, 200);
}
