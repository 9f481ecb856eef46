import type { Reader } from "../db/database.ts";
import type { Seal } from "./seal.ts";
import { tokensFor } from "./tokens-for.ts";
import type { GivenToken } from "./tokens-for.ts";

/** What exchanges for a charge left of the coins that its buyer brought: theirs, as tokens of the mint they came from. */
export async function leftOverTokens(
  deps: { db: Reader; seal: Seal },
  chargeId: string,
): Promise<readonly GivenToken[]> {
  const exchanges = await deps.db
    .selectFrom("ecash_op")
    .select("id")
    .where("subject", "=", chargeId)
    .where("kind", "=", "melt")
    .execute();
  return tokensFor(
    deps,
    exchanges.map(({ id }) => id),
  );
}
