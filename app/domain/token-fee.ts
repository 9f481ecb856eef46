import { divideUp, msat } from "./money.ts";
import type { Msat } from "./money.ts";

/** The hub bears so much of a mint's fee for bringing a token in, so that a token over a price pays that price. */
const BORNE_LEAST_MSAT = 2_000n;
const BORNE_PPM = 10_000n;
const PPM = 1_000_000n;

/** What a token is received as: its whole sum, less what its mint takes beyond what the hub bears. */
export function receivedAs({ sumMsat, feeMsat }: { sumMsat: Msat; feeMsat: Msat }): Msat {
  const share = divideUp(sumMsat * BORNE_PPM, PPM);
  const borne = share > BORNE_LEAST_MSAT ? share : BORNE_LEAST_MSAT;
  return msat(sumMsat - (feeMsat > borne ? feeMsat - borne : 0n));
}
