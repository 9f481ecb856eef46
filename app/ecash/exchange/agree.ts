import { msat, MSAT_PER_SAT } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { MeltQuote, MintPort, MintQuote } from "../../gateways/mint/port.ts";
import { isTooDear } from "./fee-cap.ts";

/** The invoice of one mint, and what another takes for paying it. */
export type Agreed = { mintQuote: MintQuote; meltQuote: MeltQuote };

export type Terms = {
  own: MintPort;
  foreign: MintPort;
  /** What the token is worth, and what its mint takes for spending it. */
  sumMsat: Msat;
  feeMsat: Msat;
  /** Only whoever has its key can have the hub's coins issued (NUT-20). */
  lockedTo: string;
};

export type Disagreed = Refused<"token-too-small" | "exchange-too-dear" | "exchange-failed">;

/** Fees are only known for a real invoice, so the sum is lowered by what was too much, and asked for again. */
const ROUNDS = 4;

/**
 * Finds the largest invoice of the hub's own mint that the token can pay with all its fees. Nothing is spent by asking,
 * and quotes that come to nothing run out by themselves.
 */
export async function agree(terms: Terms): Promise<Agreed | Disagreed> {
  const { own, foreign, sumMsat, feeMsat, lockedTo } = terms;
  let amountMsat = wholeSats(sumMsat - feeMsat);
  for (let round = 0; round < ROUNDS; round += 1) {
    if (amountMsat <= 0n) return refuse("token-too-small");
    const asked = msat(amountMsat);
    if (isTooDear({ sumMsat, amountMsat: asked })) return refuse("exchange-too-dear");
    const mintQuote = await own.quoteMint({ amountMsat: asked, lockedTo });
    if (mintQuote.kind === "refused") return refuse("exchange-failed");
    const meltQuote = await foreign.quoteMelt({ bolt11: mintQuote.bolt11 });
    if (meltQuote.kind === "refused") return refuse("exchange-failed");
    const missingMsat = meltQuote.amountMsat + meltQuote.feeReserveMsat + feeMsat - sumMsat;
    if (missingMsat <= 0n && meltQuote.amountMsat >= asked) return { mintQuote, meltQuote };
    amountMsat = wholeSats(amountMsat - (missingMsat > MSAT_PER_SAT ? missingMsat : MSAT_PER_SAT));
  }
  return refuse("exchange-too-dear");
}

function wholeSats(amountMsat: bigint): bigint {
  return amountMsat - (((amountMsat % MSAT_PER_SAT) + MSAT_PER_SAT) % MSAT_PER_SAT);
}
