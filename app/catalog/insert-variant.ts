import type { Tx } from "../db/database.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";

export type NewVariant = {
  productId: string;
  title: string;
  position: bigint;
  priceMinor: bigint | null;
  /** Null is not counted, and has no stock row. */
  stock: number | null;
};

/** Writes a variant that was checked before, and its stock. Answers with its id. */
export async function insertVariant(tx: Tx, variant: NewVariant, now: UnixMs, random: Random): Promise<string> {
  const id = newId("var", now, random);
  const { productId, title, position, priceMinor, stock } = variant;
  await tx
    .insertInto("variant")
    .values({ id, product_id: productId, title, position, price_minor: priceMinor })
    .execute();
  if (stock === null) return id;
  await tx
    .insertInto("stock")
    .values({ variant_id: id, on_hand: BigInt(stock), reserved: 0n })
    .execute();
  return id;
}
