import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import type { Seal } from "./seal.ts";

export type GivenToken = {
  id: string;
  amountMsat: Msat;
  /** Undefined while it is being made, and once its coins are spent. */
  text: string | undefined;
  isClaimed: boolean;
  /** The public key of the wallet that alone can take it; undefined when whoever has it can. */
  lockedTo: string | undefined;
};

/** The tokens that were made for some things, for whoever may have them; newest first. */
export async function tokensFor(
  { db, seal }: { db: Reader; seal: Seal },
  subjects: readonly string[],
): Promise<readonly GivenToken[]> {
  if (subjects.length === 0) return [];
  const rows = await db
    .selectFrom("ecash_token")
    .selectAll()
    .where("subject", "in", subjects)
    .where("state", "!=", "failed")
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ id, amount_msat, sealed, state, locked_to }) => ({
    id,
    amountMsat: msat(amount_msat),
    text: sealed === null ? undefined : seal.open(sealed, id),
    isClaimed: state === "claimed",
    lockedTo: locked_to ?? undefined,
  }));
}
