import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { KeysetKeys, PlannedOutput, Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { CoinsClaimed } from "../journal/write-op.ts";
import { keysetsOf } from "../mints/keysets.ts";
import { chooseCoins } from "./choose-coins.ts";
import { planOutputs } from "./plan-outputs.ts";

export type Spending = {
  mintUrl: string;
  /** That the mint signs with now. */
  signing: KeysetKeys;
  /** What is given; the fee for it comes on top. */
  amountMsat: Msat;
};

/** Coins of the hub's own that are worth at least the sum and the fee, and what comes back of them. */
export type Chosen = { coins: readonly Proof[]; change: readonly PlannedOutput[] };

/**
 * Spends the hub's own coins by what `write` writes with them, in its transaction. They are chosen outside of it, which
 * numbers for their change are taken before, and chosen anew when others were quicker: each time those have left fewer to
 * choose from, so it ends.
 */
export async function spendCoins<Written>(
  deps: Ecash,
  spending: Spending,
  write: (tx: Tx, chosen: Chosen) => Promise<Written>,
): Promise<Written | Refused<"ecash-too-little">> {
  for (;;) {
    const chosen = await choose(deps, spending);
    if (chosen === undefined) return refuse("ecash-too-little");
    try {
      return await transact(deps.db, (tx) => write(tx, chosen));
    } catch (error) {
      if (!(error instanceof CoinsClaimed)) throw error;
    }
  }
}

async function choose(deps: Ecash, { mintUrl, signing, amountMsat }: Spending): Promise<Chosen | undefined> {
  const keysets = await keysetsOf(deps.db, mintUrl);
  const found = await chooseCoins(deps.db, { ...deps, mintUrl, keysets }, amountMsat);
  if (found === undefined) return undefined;
  const { coins, feeMsat } = found;
  const sumMsat = coins.reduce((sum, coin) => sum + coin.amountMsat, 0n);
  return { coins, change: await planOutputs(deps, signing, msat(sumMsat - feeMsat - amountMsat)) };
}
