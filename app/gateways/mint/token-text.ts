import { getDecodedToken, getEncodedToken, getTokenMetadata } from "@cashu/cashu-ts";
import { fromLibrary, toLibrary, toMsat } from "./coin-shapes.ts";
import type { TokenText } from "./port.ts";
import { joinParts } from "./token-parts.ts";

export const tokenText: TokenText = {
  peek: (text) =>
    orNone(() => {
      const { mint, unit, amount, memo } = getTokenMetadata(text);
      return { mint, unit, amountMsat: toMsat(amount), memo };
    }),
  read: (text, keysetIds) => orNone(() => getDecodedToken(text, keysetIds).proofs.map(fromLibrary)),
  joinParts,
  write: ({ mint, proofs, memo }) =>
    getEncodedToken({ mint, unit: "sat", proofs: proofs.map(toLibrary), ...(memo !== undefined && { memo }) }),
};

/** The library throws at whatever is no token: strangers paste what they like. */
function orNone<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
