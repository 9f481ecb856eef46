import type { Reader, Tx } from "../db/database.ts";

/** How far the node's settlements have been handled: its settle index. */
export const SETTLEMENTS_CURSOR = "lightning.settle-index";

export async function readCursor(reader: Reader, name: string): Promise<bigint> {
  const row = await reader.selectFrom("cursor").select("position").where("name", "=", name).executeTakeFirst();
  return row?.position ?? 0n;
}

/** Moves the cursor forward, never back: settlements may be seen again out of order after a reconnect. */
export async function advanceCursor(tx: Tx, name: string, position: bigint): Promise<void> {
  await tx
    .insertInto("cursor")
    .values({ name, position })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ position }).where("cursor.position", "<", position))
    .execute();
}
