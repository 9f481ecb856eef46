import type { Reader } from "../../db/database.ts";

/** How much of each mint's coins is on its way into the hub's own, or got stuck there: what its cap is for. */
export async function onItsWay(reader: Reader): Promise<ReadonlyMap<string, bigint>> {
  const rows = await reader
    .selectFrom("ecash_op")
    .select((op) => ["mint_url", op.fn.sum<bigint>("input_msat").as("msat")])
    .where("kind", "=", "melt")
    .where("state", "!=", "done")
    .where("state", "!=", "refused")
    .groupBy("mint_url")
    .execute();
  return new Map(rows.map(({ mint_url, msat }) => [mint_url, msat]));
}
