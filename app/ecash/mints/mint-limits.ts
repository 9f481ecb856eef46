import { MSAT_PER_SAT } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";

/** How much of a stranger's e-cash is taken: in one payment, and on its way at once. */
export type MintLimits = { paymentCapMsat: Msat; capMsat: Msat };

/** One payment has to fit into what may be on its way. */
export function limitTrouble({ paymentCapMsat, capMsat }: MintLimits): Refused<"invalid-input"> | undefined {
  if (paymentCapMsat < MSAT_PER_SAT) return refuse("invalid-input", "/paymentCapMsat");
  return capMsat < paymentCapMsat ? refuse("invalid-input", "/capMsat") : undefined;
}
