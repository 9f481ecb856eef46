import type { Msat } from "../../domain/money.ts";
import type { KeysetKeys, PlannedOutput } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { takeCounters } from "./counters.ts";

/** Outputs over a sum that the seed finds again, as few as the keys allow. */
export async function planOutputs(
  { db, kit, seed }: Pick<Ecash, "db" | "kit" | "seed">,
  keyset: KeysetKeys,
  amountMsat: Msat,
): Promise<readonly PlannedOutput[]> {
  const amounts = kit.split(amountMsat, keyset);
  const first = await takeCounters(db, keyset.id, amounts.length);
  return amounts.map((amount, place) =>
    kit.fromSeed({ seed, counter: first + BigInt(place), keysetId: keyset.id, amountMsat: amount }),
  );
}
