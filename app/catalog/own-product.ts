import { sql } from "kysely";
import type { Tx } from "../db/database.ts";
import type { ProductTable } from "../db/schema.ts";
import { isId } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";

/** A product as its stall's seller may change it; undefined for other stalls' products too, which they never see. */
export async function ownProduct(tx: Tx, stallId: string, productId: string): Promise<ProductTable | undefined> {
  if (!isId("prd", productId)) return undefined;
  return tx
    .selectFrom("product")
    .selectAll()
    .where("id", "=", productId)
    .where("stall_id", "=", stallId)
    .executeTakeFirst();
}

/** The same for the product that a variant belongs to. */
export async function ownProductOf(tx: Tx, stallId: string, variantId: string): Promise<ProductTable | undefined> {
  if (!isId("var", variantId)) return undefined;
  return tx
    .selectFrom("product")
    .innerJoin("variant", "variant.product_id", "product.id")
    .where("variant.id", "=", variantId)
    .where("product.stall_id", "=", stallId)
    .selectAll("product")
    .executeTakeFirst();
}

/** Every change of a product, its variants or its pictures makes a new version of it. */
export async function bumpVersion(tx: Tx, productId: string, now: UnixMs): Promise<void> {
  await tx
    .updateTable("product")
    .set({ version: sql<bigint>`version + 1`, updated_at_ms: now })
    .where("id", "=", productId)
    .execute();
}
