import type { Reader, Tx } from "../db/database.ts";

const CURSOR = "chain.height";

/** Up to which block the chain has been compared with the hub's rows; undefined before the first time. */
export async function chainHeight(reader: Reader): Promise<bigint | undefined> {
  const row = await reader.selectFrom("cursor").select("position").where("name", "=", CURSOR).executeTakeFirst();
  return row?.position;
}

/** Moves it, back as well: a chain that takes another's place may be shorter for a moment. */
export async function setChainHeight(tx: Tx, height: bigint): Promise<void> {
  await tx
    .insertInto("cursor")
    .values({ name: CURSOR, position: height })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ position: height }))
    .execute();
}
