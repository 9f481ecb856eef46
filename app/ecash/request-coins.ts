import { divideUp, msat, MSAT_PER_SAT } from "../domain/money.ts";
import type { Ecash } from "./ecash.ts";

export type CoinRequest = { forCode: string; forLink: string; amountSat: bigint; mints: readonly string[] };

/**
 * What a wallet reads to pay with e-cash (NUT-18): so much, in whole sats rounded up, of one of the mints whose e-cash
 * is taken, sent to an address or back the way by which the request came. Undefined when there is no such mint.
 */
export async function requestCoins(
  { db, kit }: Pick<Ecash, "db" | "kit">,
  { chargeId, dueMsat, postTo }: { chargeId: string; dueMsat: bigint; postTo?: string },
): Promise<CoinRequest | undefined> {
  if (dueMsat <= 0n) return undefined;
  const rows = await db.selectFrom("mint").select("url").where("state", "=", "on").orderBy("kind", "desc").execute();
  const mints = rows.map(({ url }) => url);
  if (mints.length === 0) return undefined;
  const amountSat = divideUp(dueMsat, MSAT_PER_SAT);
  const { a, b } = kit.request.write({ id: chargeId, amountMsat: msat(amountSat * MSAT_PER_SAT), mints, postTo });
  return { forCode: b, forLink: a, amountSat, mints };
}
