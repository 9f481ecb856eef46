/** What the sandbox mint answers with instead of doing something: a code of NUT-00's list, and words for people. */
export class MintError extends Error {
  override readonly name = "MintError";
  readonly code: number;

  constructor(code: keyof typeof WORDS, detail?: string) {
    super(detail ?? WORDS[code]);
    this.code = code;
  }
}

/** By number, as in the list of codes beside the NUTs. */
const WORDS = {
  10001: "a coin is not valid, or its condition is not fulfilled",
  11001: "a coin was spent before",
  11002: "a coin is on its way",
  11003: "an output was signed before",
  11005: "inputs and outputs do not add up",
  11006: "the amount is outside of the limits",
  11007: "an input is there twice",
  11008: "an output is there twice",
  11011: "invoices without an amount are not paid",
  11013: "this mint has the unit sat only",
  11014: "too many inputs",
  11015: "too many outputs",
  12001: "the keyset is not known",
  12002: "the keyset signs nothing any more",
  12003: "the keyset has expired",
  20001: "the quote is not paid",
  20002: "the quote was issued before",
  20003: "issuing is switched off",
  20004: "the payment failed",
  20005: "the quote is on its way",
  20006: "the invoice was paid before",
  20007: "the quote has expired",
  20008: "the signature for the quote is not valid",
  20009: "a quote needs a key",
} as const;
