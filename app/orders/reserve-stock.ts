import { sql } from "kysely";
import type { Tx } from "../db/database.ts";

export type Wanted = { variantId: string; quantity: bigint };

/**
 * Sets stock aside for an order, all of it or the transaction must be given up: answers with the first
 * variant that ran out. The count can never go below what is on hand, whoever else buys at this moment.
 */
export async function reserveStock(tx: Tx, orderId: string, wanted: readonly Wanted[]): Promise<string | undefined> {
  for (const { variantId, quantity } of summed(wanted)) {
    const reserved = await take(tx, variantId, quantity);
    if (reserved === "sold-out") return variantId;
    if (reserved === "unlimited") continue;
    await tx
      .insertInto("reservation")
      .values({ order_id: orderId, variant_id: variantId, quantity, state: "held" })
      .onConflict((conflict) => conflict.columns(["order_id", "variant_id"]).doUpdateSet({ state: "held" }))
      .execute();
  }
  return undefined;
}

async function take(tx: Tx, variantId: string, quantity: bigint): Promise<"reserved" | "unlimited" | "sold-out"> {
  const result = await tx
    .updateTable("stock")
    .set((eb) => ({ reserved: eb("reserved", "+", quantity) }))
    .where("variant_id", "=", variantId)
    .where(sql<boolean>`on_hand - reserved >= ${quantity}`)
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return "reserved";
  const counted = await tx
    .selectFrom("stock")
    .select("variant_id")
    .where("variant_id", "=", variantId)
    .executeTakeFirst();
  return counted === undefined ? "unlimited" : "sold-out";
}

/** Two lines of the same variant are one claim on its stock; a fixed order of claims avoids deadlocks. */
function summed(wanted: readonly Wanted[]): Wanted[] {
  const byVariant = new Map<string, bigint>();
  for (const { variantId, quantity } of wanted) byVariant.set(variantId, (byVariant.get(variantId) ?? 0n) + quantity);
  return [...byVariant]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([variantId, quantity]) => ({ variantId, quantity }));
}
