import type { MintPort, ProofState } from "../../gateways/mint/port.ts";

const AT_ONCE = 100;

/** What a mint says of coins, however many, asked for in parts (NUT-07). */
export async function statesOf(
  mint: Pick<MintPort, "states">,
  points: readonly string[],
): Promise<ReadonlyMap<string, ProofState["state"]>> {
  const states = new Map<string, ProofState["state"]>();
  for (let from = 0; from < points.length; from += AT_ONCE)
    for (const [point, { state }] of await mint.states(points.slice(from, from + AT_ONCE))) states.set(point, state);
  return states;
}
