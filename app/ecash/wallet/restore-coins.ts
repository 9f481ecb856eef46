import type { KeysetKeys, MintPort, PlannedOutput, Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { scanNumbers } from "./scan-numbers.ts";

const AT_ONCE = 100;
/** So many numbers in a row of which nothing was signed are the end: some are taken and then not used. */
const GAP = 300n;
/** A mint that says to have signed everything is not believed for ever. */
const MOST = 1_000_000n;

export type SeedCoin = { output: PlannedOutput; coin: Proof };

export type SeedCoins = {
  /** All that were ever signed for the seed, spent or not. */
  coins: readonly SeedCoin[];
  /** The first number of which nothing was signed, nor after it. */
  next: bigint;
  /** Signatures that are not by the pinned keys. */
  wrong: number;
};

/** Goes through the numbers of one keyset from the first on, and makes coins of what its mint has signed (NUT-13). */
export async function restoreCoins(
  deps: Pick<Ecash, "kit" | "seed">,
  mint: Pick<MintPort, "restore">,
  keyset: KeysetKeys,
): Promise<SeedCoins> {
  const coins: SeedCoin[] = [];
  let [next, wrong] = [0n, 0];
  for (let from = 0n; from < next + GAP && from < MOST; from += BigInt(AT_ONCE)) {
    for (const { number, output, signature } of await scanNumbers(deps, mint, {
      keysetId: keyset.id,
      from,
      count: AT_ONCE,
    })) {
      next = number + 1n;
      const coin = deps.kit.unblind(output, signature, keyset);
      if (coin === undefined) wrong += 1;
      else coins.push({ output: { ...output, amountMsat: coin.amountMsat }, coin });
    }
  }
  return { coins, next, wrong };
}
