import type { Reader } from "../db/database.ts";
import type { PostingAccount } from "../db/schema.ts";

/** Every account's sum in msat. They add up to zero, always; assets are positive, what is owed negative. */
export async function balances(reader: Reader): Promise<ReadonlyMap<PostingAccount, bigint>> {
  const rows = await reader
    .selectFrom("posting")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .groupBy("account")
    .execute();
  return new Map(rows.map((row) => [row.account, row.msat]));
}
