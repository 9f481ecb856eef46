import { checkInputs, checkOutputs, signOutputs, takeInputs } from "./sandbox-mint-coins.ts";
import type { Coins, WireOutput, WireProof } from "./sandbox-mint-coins.ts";
import { MintError } from "./sandbox-mint-error.ts";
import type { CoinRow, SignatureRow } from "./sandbox-mint-store.ts";

export type SwapRequest = { inputs: readonly WireProof[]; outputs: readonly WireOutput[] };

/** Spends and signs in one transaction. Outputs come first: whoever asks again after a lost answer hears that. */
export function swap(coins: Coins, { inputs: proofs, outputs }: SwapRequest): SignatureRow[] {
  const { store } = coins;
  return store.atomically(() => {
    const wanted = checkOutputs(coins, outputs);
    const inputs = checkInputs(coins, proofs);
    if (inputs.sumSat !== wanted + inputs.feeSat) throw new MintError(11_005);
    takeInputs(store, inputs);
    return signOutputs(coins, outputs);
  });
}

/** NUT-09: those that were signed, in the order they were asked for. */
export function restore({ store }: Pick<Coins, "store">, outputs: readonly WireOutput[]) {
  return outputs.flatMap((output) => {
    const signature = store.signature(output.point);
    return signature === undefined ? [] : [{ output, signature }];
  });
}

/** NUT-07. */
export function states({ store }: Pick<Coins, "store">, points: readonly string[]) {
  return points.map((y) => ({ y, state: stateOf(store.coin(y)), witness: store.coin(y)?.witness ?? null }));
}

function stateOf(coin: CoinRow | undefined): "UNSPENT" | CoinRow["state"] {
  return coin?.state ?? "UNSPENT";
}
