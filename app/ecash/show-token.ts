import type { Reader } from "../db/database.ts";
import type { Seal } from "./seal.ts";

/** The text of a token for whoever may have it; undefined while it is being made, and when its coins are spent. */
export async function showToken(
  { db, seal }: { db: Reader; seal: Seal },
  tokenId: string,
): Promise<string | undefined> {
  const row = await db.selectFrom("ecash_token").select("sealed").where("id", "=", tokenId).executeTakeFirst();
  return row?.sealed == null ? undefined : seal.open(row.sealed, tokenId);
}
