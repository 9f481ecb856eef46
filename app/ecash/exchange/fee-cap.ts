import { divideUp } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";

/** What bringing a token here may cost of it: the fees of its mint, and what that sets aside for Lightning. */
const CAP_LEAST_MSAT = 2_000n;
const CAP_PPM = 50_000n;
const PPM = 1_000_000n;

export function isTooDear({ sumMsat, amountMsat }: { sumMsat: Msat; amountMsat: Msat }): boolean {
  const share = divideUp(sumMsat * CAP_PPM, PPM);
  return sumMsat - amountMsat > (share > CAP_LEAST_MSAT ? share : CAP_LEAST_MSAT);
}
