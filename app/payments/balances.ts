import type { Reader } from "../db/database.ts";
import type { PostingAccount } from "../db/schema.ts";

/**
 * Every account's sum in msat, of one stall or of the whole hub. They add up to zero, always; assets are
 * positive, what is owed negative.
 */
export async function balances(reader: Reader, stallId?: string): Promise<ReadonlyMap<PostingAccount, bigint>> {
  let query = reader
    .selectFrom("balance")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .groupBy("account");
  if (stallId !== undefined) query = query.where("stall_id", "=", stallId);
  return new Map((await query.execute()).map((row) => [row.account, row.msat]));
}
