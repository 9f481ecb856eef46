import type { Tx } from "../../db/database.ts";
import type { Proof } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { writeProof } from "./op-body.ts";

/** A statement holds so many values and no more. */
const AT_ONCE = 500;

type Keeping = { opId: string; mintUrl: string; coins: readonly Proof[] };

/** Writes down coins that are the hub's own from now on, with the operation that they came of. */
export async function keepCoins(
  tx: Tx,
  { clock, kit, seal }: Pick<Ecash, "clock" | "kit" | "seal">,
  { opId, mintUrl, coins }: Keeping,
): Promise<void> {
  const now = clock();
  const rows = coins.map((coin) => {
    const point = kit.pointOf(coin.secret);
    return {
      point,
      mint_url: mintUrl,
      keyset_id: coin.keysetId,
      amount_msat: coin.amountMsat,
      state: "held" as const,
      made_by: opId,
      spent_by: null,
      sealed: seal.close(writeProof(coin), point),
      created_at_ms: now,
      updated_at_ms: now,
    };
  });
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx
      .insertInto("coin")
      .values(rows.slice(from, from + AT_ONCE))
      .execute();
}
