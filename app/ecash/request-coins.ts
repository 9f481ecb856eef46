import { divideUp, msat, MSAT_PER_SAT } from "../domain/money.ts";
import type { Ecash } from "./ecash.ts";
import { readOfflineRule } from "./offline-rule.ts";
import { shopKey } from "./shop-key.ts";
import { isShort } from "./read-solvency.ts";

export type CoinRequest = { forCode: string; forLink: string; amountSat: bigint; mints: readonly string[] };

/**
 * What a wallet reads to pay with e-cash (NUT-18): so much, in whole sats rounded up, of one of the mints whose e-cash
 * is taken, sent to an address or back the way by which the request came; locked to the shop's key where coins are taken
 * that no mint has seen yet. Undefined when there is no such mint, and while the hub's own is off, since whatever others
 * have made becomes coins of that one, or too little stands behind it. What is brought all the same is taken: nothing more
 * is owed through it than comes in.
 */
export async function requestCoins(
  { db, kit, seed }: Pick<Ecash, "db" | "kit" | "seed">,
  { chargeId, dueMsat, postTo }: { chargeId: string; dueMsat: bigint; postTo?: string },
): Promise<CoinRequest | undefined> {
  if (dueMsat <= 0n || (await isShort(db))) return undefined;
  const rows = await db
    .selectFrom("mint")
    .select(["url", "kind"])
    .where("state", "=", "on")
    .orderBy("kind", "desc")
    .execute();
  if (rows[0]?.kind !== "own") return undefined;
  const mints = rows.map(({ url }) => url);
  const amountSat = divideUp(dueMsat, MSAT_PER_SAT);
  const { saleCapMsat } = await readOfflineRule(db);
  const lockedTo = saleCapMsat === 0n ? undefined : kit.publicKeyOf(shopKey({ seed }));
  const amountMsat = msat(amountSat * MSAT_PER_SAT);
  const { a, b } = kit.request.write({ id: chargeId, amountMsat, mints, postTo, lockedTo });
  return { forCode: b, forLink: a, amountSat, mints };
}
