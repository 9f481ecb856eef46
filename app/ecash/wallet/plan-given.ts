import type { Msat } from "../../domain/money.ts";
import type { KeysetKeys, Lock, PlannedOutput } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { planOutputs } from "./plan-outputs.ts";

/** Outputs of a token that leaves. What is locked to somebody no seed finds again, and nobody here could spend it. */
export async function planGiven(
  deps: Pick<Ecash, "db" | "kit" | "seed">,
  signing: KeysetKeys,
  { amountMsat, lock }: { amountMsat: Msat; lock: Lock | undefined },
): Promise<readonly PlannedOutput[]> {
  if (lock === undefined) return planOutputs(deps, signing, amountMsat);
  const { kit } = deps;
  return kit.split(amountMsat, signing).map((each) => kit.locked({ lock, keysetId: signing.id, amountMsat: each }));
}
