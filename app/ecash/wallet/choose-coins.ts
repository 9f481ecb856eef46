import type { Reader } from "../../db/database.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import type { CoinKit, Keyset, Proof } from "../../gateways/mint/port.ts";
import { readProof } from "../journal/op-body.ts";
import type { Seal } from "../seal.ts";

type Choosing = { kit: CoinKit; seal: Seal; mintUrl: string; keysets: readonly Keyset[] };

/** The hub's own coins that are worth at least a sum after what spending them costs, largest first; undefined when all are not. */
export async function chooseCoins(
  reader: Reader,
  { kit, seal, mintUrl, keysets }: Choosing,
  amountMsat: Msat,
): Promise<{ coins: readonly Proof[]; feeMsat: Msat } | undefined> {
  const rows = await reader
    .selectFrom("coin")
    .select(["point", "sealed", "amount_msat"])
    .where("mint_url", "=", mintUrl)
    .where("state", "=", "held")
    // What the mint would not take is not offered to it.
    .where("gone_at_ms", "is", null)
    .where("pending_since_ms", "is", null)
    .orderBy("amount_msat", "desc")
    .orderBy("point")
    .execute();
  const coins: Proof[] = [];
  let sum = 0n;
  for (const { point, sealed, amount_msat } of rows) {
    coins.push(readProof(seal.open(sealed, point)));
    sum += amount_msat;
    const feeMsat = kit.feeOf(coins, keysets);
    if (sum >= amountMsat + feeMsat) return { coins, feeMsat: msat(feeMsat) };
  }
  return undefined;
}
